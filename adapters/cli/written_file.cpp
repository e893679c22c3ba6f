#include "adapters/cli/written_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"

namespace tillpoints::cli {
namespace {

constexpr std::size_t longest_kept = 8 << 20;

[[noreturn]] void cannot_write(const std::string& path) {
    throw BadInput(say(Text::cannot_write, {path, std::strerror(errno)}));
}

bool is_so_already(const std::string& path, const std::string& content, mode_t mode, uid_t owner) {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0 || (about.st_mode & 07777) != mode || about.st_uid != owner)
        return false;
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str() == content;
}

void write_new(const std::string& path, const std::string& content, mode_t mode, uid_t owner, gid_t group) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) cannot_write(path);
    const bool owned = ::geteuid() != 0 || ::fchown(file, owner, group) == 0;
    const bool written =
        ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size());
    const bool right = owned && written && ::fchmod(file, mode) == 0 && ::fsync(file) == 0;
    const int error = errno;
    ::close(file);
    errno = error;
    if (!right) cannot_write(path);
}

}  // namespace

bool replace_whole(const std::string& path, const std::string& content, mode_t mode, uid_t owner,
                   gid_t group) {
    if (is_so_already(path, content, mode, owner)) return false;
    const std::string fresh = path + ".new";
    write_new(fresh, content, mode, owner, group);
    if (::rename(fresh.c_str(), path.c_str()) != 0) cannot_write(path);
    return true;
}

void write_whole(const std::string& path, const std::string& content, mode_t mode, uid_t owner, gid_t group) {
    const bool changed = replace_whole(path, content, mode, owner, group);
    std::printf("%s\n", say(changed ? Text::setup_wrote : Text::setup_kept, {path}).c_str());
}

void write_keeping_earlier(const std::string& path, const std::string& content) {
    namespace fs = std::filesystem;
    if (fs::exists(path) && read_input(path, longest_kept) != content) {
        // A second time within a second keeps what was kept.
        std::string kept = path + ".before-" + time_stamp();
        while (fs::exists(kept)) kept += "+";
        fs::copy_file(path, kept);
    }
    write_whole(path, content, 0644, ::geteuid(), ::getegid());
}

std::string time_stamp() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    char text[32];
    ::gmtime_r(&now, &utc);
    std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
    return text;
}

void make_directory(const std::string& path, mode_t mode, uid_t owner, gid_t group) {
    struct stat about {};
    if (::stat(path.c_str(), &about) == 0) return;
    for (auto slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1))
        ::mkdir(path.substr(0, slash).c_str(), 0755);
    if (::mkdir(path.c_str(), mode) != 0 || (::geteuid() == 0 && ::chown(path.c_str(), owner, group) != 0))
        cannot_write(path);
    std::printf("%s\n", say(Text::setup_wrote, {path}).c_str());
}

}  // namespace tillpoints::cli
