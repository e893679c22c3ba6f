#include <dirent.h>
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "adapters/doctor/gather.hpp"
#include "adapters/doctor/trust.hpp"

namespace tillpoints::doctor {
namespace {

constexpr std::size_t longest_key = 1024;

std::string user_name(unsigned id) {
    passwd entry{};
    passwd* found = nullptr;
    char memory[4096];
    if (::getpwuid_r(id, &entry, memory, sizeof memory, &found) == 0 && found) return found->pw_name;
    return std::to_string(id);
}

std::string parent_of(const std::string& path) {
    return path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
}

bool may_write(const std::string& directory) {
    return ::access(directory.c_str(), W_OK | X_OK) == 0;
}

std::vector<FileFacts> files_in(const std::string& directory) {
    std::vector<FileFacts> found;
    DIR* open = ::opendir(directory.c_str());
    if (!open) return found;
    while (const auto* entry = ::readdir(open)) {
        const std::string name = entry->d_name;
        if (name.starts_with("tillpoints.")) found.push_back(look_at(directory + "/" + name));
    }
    ::closedir(open);
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return found;
}

}  // namespace

FileFacts look_at(const std::string& path) {
    FileFacts facts;
    facts.path = path;
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0) {
        facts.error = std::strerror(errno);
        if (errno != ENOENT && errno != ENOTDIR) facts.kind = FileFacts::Kind::missing;
        return facts;
    }
    facts.kind = S_ISREG(about.st_mode)   ? FileFacts::Kind::regular
                 : S_ISDIR(about.st_mode) ? FileFacts::Kind::directory
                                          : FileFacts::Kind::other;
    facts.mode = about.st_mode & 07777;
    facts.owner = about.st_uid;
    facts.owner_name = user_name(about.st_uid);
    return facts;
}

KeyText read_key(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    KeyText key;
    if (!file || look_at(path).kind != FileFacts::Kind::regular) {
        key.problem = file ? "no regular file" : std::strerror(errno);
        return key;
    }
    std::string line(longest_key + 2, '\0');
    file.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(file.gcount()));
    line = line.substr(0, line.find('\n'));
    const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!line.empty() && space(line.back())) line.pop_back();
    while (!line.empty() && space(line.front())) line.erase(0, 1);
    const bool printable = std::all_of(line.begin(), line.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    if (line.empty())
        key.problem = "the first line is empty";
    else if (line.size() > longest_key || !printable)
        key.problem = "the first line holds something else than a key";
    else
        key.text = line;
    return key;
}

Files look_at_files(const Configuration& configuration) {
    Files files;
    files.configuration = look_at(configuration.file);
    if (!configuration.key_file.empty()) {
        files.key = look_at(configuration.key_file);
        if (files.key->kind != FileFacts::Kind::missing)
            files.key_problem = read_key(configuration.key_file).problem;
    }
    if (!configuration.ca_file.empty()) {
        files.authorities = look_at(configuration.ca_file);
        files.authorities_problem = files.authorities->kind == FileFacts::Kind::missing
                                        ? files.authorities->error
                                        : authorities_problem(configuration.ca_file);
    }
    files.data_directory = look_at(configuration.data_directory);
    files.data_directory_writable = may_write(configuration.data_directory);
    files.parent_writable = may_write(parent_of(configuration.data_directory));
    files.data = files_in(configuration.data_directory);
    return files;
}

}  // namespace tillpoints::doctor
