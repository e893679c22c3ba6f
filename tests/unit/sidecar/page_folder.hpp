#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace tillpoints::sidecar {

/// A folder of one test.
struct PageFolder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("pages-" + std::to_string(::getpid()));
    PageFolder() { std::filesystem::create_directories(path); }
    ~PageFolder() { std::filesystem::remove_all(path); }
    std::string operator/(const std::string& name) const { return (path / name).string(); }
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((path / name).parent_path());
        std::ofstream(path / name) << text;
    }
};

}  // namespace tillpoints::sidecar
