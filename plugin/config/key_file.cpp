#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "plugin/config/config.hpp"
#include "plugin/config/opened_file.hpp"

namespace tillpoints {
namespace {

constexpr std::size_t longest_key = 1024;

Problem unusable(const std::string& path, std::string expected, std::string found) {
    return Problem{Errc::invalid_value, path, std::move(expected), std::move(found)};
}

std::string first_line(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    text = text.substr(0, text.find('\n'));
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return std::string(text);
}

}  // namespace

Result<std::string> read_key_file(const std::string& path) {
    const OpenedFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (file.number() < 0)
        return unusable(path, "a file that can be read", std::generic_category().message(errno));
    struct stat about {};
    if (::fstat(file.number(), &about) != 0 || !S_ISREG(about.st_mode))
        return unusable(path, "a regular file", "something else");
    if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return unusable(path, "a file only its owner may use (chmod 600)", mode_text(about.st_mode));
    std::string text(longest_key + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = ::read(file.number(), text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    const std::string key = first_line(std::string_view(text).substr(0, size));
    OPENSSL_cleanse(text.data(), text.size());
    const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    if (key.empty() || key.size() > longest_key || !printable)
        return unusable(path, "the key alone in the first line, printable characters without spaces",
                        "something else");
    return key;
}

}  // namespace tillpoints
