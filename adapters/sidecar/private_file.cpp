#include "adapters/sidecar/private_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace tillpoints::sidecar {
namespace {

namespace fs = std::filesystem;

struct Descriptor {
    int value;
    ~Descriptor() {
        if (value >= 0) ::close(value);
    }
};

bool write_and_sync(const std::string& path, const std::string& text) {
    const Descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
    return file.value >= 0 &&
           ::write(file.value, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
           ::fsync(file.value) == 0;
}

}  // namespace

std::optional<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return {};
    return std::string(std::istreambuf_iterator<char>(file), {});
}

void write_private(const std::string& path, const std::string& text) {
    const auto folder = fs::path(path).parent_path();
    if (fs::create_directories(folder)) fs::permissions(folder, fs::perms::owner_all);
    const auto next = path + ".new";
    if (!write_and_sync(next, text) || std::rename(next.c_str(), path.c_str()) != 0)
        throw std::runtime_error(path + " cannot be written");
    const Descriptor directory{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (directory.value >= 0) static_cast<void>(::fsync(directory.value));
}

}  // namespace tillpoints::sidecar
