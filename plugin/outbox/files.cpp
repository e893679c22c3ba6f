#include "plugin/outbox/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace tillpoints::outbox {

Descriptor::~Descriptor() {
    if (value_ >= 0) ::close(value_);
}

void throw_errno(const char* doing) {
    throw std::system_error(errno, std::generic_category(), doing);
}

bool exists(const std::string& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) == 0) return true;
    if (errno != ENOENT) throw_errno("look for a file");
    return false;
}

void make_private_file(const std::string& file) {
    const Descriptor made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!made.open() && errno == EEXIST) return;
    if (!made.open()) throw_errno("make the database file");
    sync_folder_of(file);
}

void sync_folder_of(const std::string& file) {
    auto folder = std::filesystem::path(file).parent_path();
    if (folder.empty()) folder = ".";
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.open()) throw_errno("open the folder");
    // EINVAL: the file system cannot sync folders; there a new name becomes durable together with its file.
    if (::fsync(opened.value()) != 0 && errno != EINVAL) throw_errno("sync the folder");
}

}  // namespace tillpoints::outbox
