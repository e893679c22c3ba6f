#include "cloud/api/goods/picture_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace tillpoints::cloud {

void PictureFiles::write(const std::string& id, const std::string& bytes) const {
    const auto path = path_of(id);
    const auto next = path + ".new";
    const int file = ::open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) throw std::runtime_error("cannot write the picture");
    std::size_t written = 0;
    while (written < bytes.size()) {
        const auto more = ::write(file, bytes.data() + written, bytes.size() - written);
        if (more <= 0) break;
        written += static_cast<std::size_t>(more);
    }
    const bool whole = written == bytes.size() && ::fsync(file) == 0;
    ::close(file);
    if (!whole || std::rename(next.c_str(), path.c_str()) != 0)
        throw std::runtime_error("cannot write the picture");
}

std::optional<std::string> PictureFiles::read(const std::string& id) const {
    std::ifstream file(path_of(id), std::ios::binary);
    if (!file) return {};
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace tillpoints::cloud
