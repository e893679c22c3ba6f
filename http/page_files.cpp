#include "http/page_files.hpp"

#include <openssl/evp.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "http/page_origin.hpp"

namespace tillpoints {
namespace {

namespace fs = std::filesystem;

const char* content_type(const fs::path& file) {
    const auto ending = file.extension();
    if (ending == ".html") return "text/html; charset=utf-8";
    if (ending == ".js") return "text/javascript; charset=utf-8";
    if (ending == ".css") return "text/css; charset=utf-8";
    if (ending == ".svg") return "image/svg+xml";
    if (ending == ".webmanifest") return "application/manifest+json";
    return nullptr;
}

std::string content_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string etag_of(const std::string& content) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_Digest(content.data(), content.size(), digest, &size, EVP_sha256(), nullptr) != 1) return {};
    std::string out = "\"";
    for (unsigned int i = 0; i < 16; ++i) {
        static constexpr char digits[] = "0123456789abcdef";
        out += digits[digest[i] >> 4];
        out += digits[digest[i] & 15];
    }
    return out + "\"";
}

}  // namespace

std::string PageFiles::folder_beside_program(const std::string& name) {
    std::error_code unknown;
    const auto program = fs::read_symlink("/proc/self/exe", unknown).parent_path();
    return unknown ? std::string() : (program.parent_path() / "share/tillpoints" / name).string();
}

PageFiles::PageFiles(const std::string& folder) {
    std::error_code absent;
    for (const auto& each : fs::recursive_directory_iterator(folder, absent)) {
        const auto* type = content_type(each.path());
        if (type == nullptr || !each.is_regular_file()) continue;
        File file{type, {}, content_of(each.path()), content_of(each.path().string() + ".gz")};
        file.etag = etag_of(file.plain);
        auto path = "/" + fs::relative(each.path(), folder).generic_string();
        if (path.ends_with("/index.html")) path.erase(path.rfind('/') + 1);
        files_[path] = std::move(file);
    }
}

HttpAnswer PageFiles::answer(std::string_view path, const HttpRequest& request) const {
    HttpAnswer answer;
    const auto found = files_.find(path);
    if (found == files_.end()) {
        answer = {404, {{"Content-Type", "text/plain"}}, "There is no such page here.\n"};
        protect_answer(answer);
        return answer;
    }
    const auto& file = found->second;
    answer.headers = {{"ETag", file.etag}, {"Cache-Control", "no-cache"}, {"Vary", "Accept-Encoding"}};
    protect_page(answer);
    answer.status = header_of(request.headers, "If-None-Match") == file.etag ? 304 : 200;
    if (answer.status == 304) return answer;
    answer.headers.emplace_back("Content-Type", file.type);
    const bool packs = !file.packed.empty() &&
                       header_of(request.headers, "Accept-Encoding").find("gzip") != std::string_view::npos;
    if (packs) answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.body = packs ? file.packed : file.plain;
    return answer;
}

}  // namespace tillpoints
