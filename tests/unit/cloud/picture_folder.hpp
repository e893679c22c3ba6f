#pragma once
#include <unistd.h>

#include <filesystem>
#include <string>

namespace tillpoints::cloud::test {

/// A folder for the files of pictures, which goes with the test.
struct PictureFolder {
    PictureFolder() {
        char pattern[] = "/tmp/tillpoints-pictures-XXXXXX";
        path = mkdtemp(pattern);
    }
    PictureFolder(const PictureFolder&) = delete;
    PictureFolder& operator=(const PictureFolder&) = delete;
    ~PictureFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }

    std::string path;
};

/// The beginning of a PNG picture of this size; what follows is not looked at.
inline std::string png_of(unsigned char width, unsigned char height, std::size_t size = 100) {
    auto bytes = std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0", 19) + static_cast<char>(width) +
                 std::string("\0\0\0", 3) + static_cast<char>(height);
    bytes.resize(size, '_');
    return bytes;
}

}  // namespace tillpoints::cloud::test
