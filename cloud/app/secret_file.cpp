#include "cloud/app/secret_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace tillpoints::cloud {
namespace {

void write_private(const std::string& path, const std::string& text) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) throw std::runtime_error("cannot write " + path);
    const bool written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    ::close(file);
    if (!written) throw std::runtime_error("cannot write " + path);
}

}  // namespace

void write_atomically(const std::string& path, const std::string& text) {
    const auto next = path + ".new";
    write_private(next, text);
    if (std::rename(next.c_str(), path.c_str()) != 0) throw std::runtime_error("cannot write " + path);
}

std::string ensure_secret(const std::string& path, const Randomness& randomness) {
    if (!std::filesystem::exists(path)) write_atomically(path, random_hex(randomness, 24) + "\n");
    std::ifstream in(path);
    std::string secret;
    if (!std::getline(in, secret) || secret.empty()) throw std::runtime_error("no secret in " + path);
    return secret;
}

}  // namespace tillpoints::cloud
