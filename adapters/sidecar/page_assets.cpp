#include "adapters/sidecar/page_assets.hpp"

#include <filesystem>

#include "adapters/sidecar/answers.hpp"
#include "adapters/sidecar/digest.hpp"
#include "adapters/sidecar/private_file.hpp"
#include "adapters/sidecar/request_parts.hpp"

namespace tillpoints::sidecar {
namespace {

namespace fs = std::filesystem;

/// Nothing comes from elsewhere, nothing runs that stands in the page itself, and no other page may frame it.
constexpr const char* content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'";

std::string default_folder() {
    std::error_code unknown;
    const auto program = fs::read_symlink("/proc/self/exe", unknown).parent_path();
    return unknown ? std::string() : (program.parent_path() / "share/tillpoints/pages").string();
}

const char* type_of(const fs::path& file) {
    const auto ending = file.extension();
    if (ending == ".html") return "text/html; charset=utf-8";
    if (ending == ".js") return "text/javascript; charset=utf-8";
    if (ending == ".css") return "text/css; charset=utf-8";
    if (ending == ".svg") return "image/svg+xml";
    return nullptr;
}

void protect(HttpAnswer& answer) {
    for (const auto& [name, value] :
         {std::pair{"Content-Security-Policy", content_policy},
          {"X-Frame-Options", "DENY"},
          {"X-Content-Type-Options", "nosniff"},
          {"Referrer-Policy", "no-referrer"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=()"}})
        answer.headers.emplace_back(name, value);
}

HttpAnswer moved_to(const std::string& path) {
    HttpAnswer answer{308, {{"Location", path}, {"Cache-Control", "no-cache"}}, {}};
    protect(answer);
    return answer;
}

}  // namespace

PageAssets::PageAssets(const std::string& folder) {
    read(folder.empty() ? default_folder() : folder);
}

void PageAssets::read(const std::string& folder) {
    std::error_code absent;
    for (const auto& each : fs::recursive_directory_iterator(folder, absent)) {
        const auto* type = type_of(each.path());
        if (type == nullptr || !each.is_regular_file()) continue;
        auto plain = read_file(each.path()).value_or("");
        auto packed = read_file(each.path().string() + ".gz").value_or("");
        auto etag = "\"" + sha256_hex(plain).substr(0, 32) + "\"";
        auto path = "/" + fs::relative(each.path(), folder).generic_string();
        if (path.ends_with("/index.html")) path.erase(path.rfind('/') + 1);
        files_[path] = {type, std::move(etag), std::move(plain), std::move(packed)};
    }
}

bool PageAssets::owns(std::string_view path) {
    return path == "/" || path == "/cashier" || path == "/panel" || path.starts_with("/cashier/") ||
           path.starts_with("/panel/");
}

HttpAnswer PageAssets::answer(const HttpRequest& request) const {
    const auto path = path_of(request);
    if (empty())
        return error_answer(404, "no_pages",
                            "The shop's pages are not installed beside this daemon. `pages.assets` in its "
                            "configuration names another folder.");
    if (path == "/") return moved_to("/cashier/");
    if (path == "/cashier" || path == "/panel") return moved_to(std::string(path) + "/");
    const auto found = files_.find(path);
    if (found == files_.end()) return error_answer(404, "unknown_path", "This page has no such file.");
    const auto& file = found->second;
    HttpAnswer answer{
        200, {{"ETag", file.etag}, {"Cache-Control", "no-cache"}, {"Vary", "Accept-Encoding"}}, {}};
    protect(answer);
    if (header_of(request.headers, "If-None-Match") == file.etag) {
        answer.status = 304;
        return answer;
    }
    answer.headers.emplace_back("Content-Type", file.type);
    const bool packs = header_of(request.headers, "Accept-Encoding").find("gzip") != std::string_view::npos;
    if (packs && !file.packed.empty()) answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.body = packs && !file.packed.empty() ? file.packed : file.plain;
    return answer;
}

}  // namespace tillpoints::sidecar
