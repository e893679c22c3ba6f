#include "cloud/api/randomness.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <mutex>
#include <system_error>
#include <utility>

namespace tillpoints::cloud {

namespace {

/// Bytes of the kernel's generator, fetched in blocks because a request needs many.
class KernelRandomness {
  public:
    std::uint32_t next() {
        const std::lock_guard lock(mutex_);
        if (used_ == block_.size()) {
            if (::getentropy(block_.data(), sizeof block_) != 0)
                throw std::system_error(errno, std::generic_category(), "no random bytes");
            used_ = 0;
        }
        return std::exchange(block_[used_++], 0);
    }

  private:
    std::mutex mutex_;
    std::array<std::uint32_t, 64> block_{};  // getentropy gives at most 256 bytes at a time
    std::size_t used_ = block_.size();
};

/// Each digit as likely as any other: draws above the last multiple of ten are not used.
char random_digit(const Randomness& randomness) {
    constexpr std::uint32_t end = UINT32_MAX / 10 * 10;
    auto drawn = randomness();
    while (drawn >= end) drawn = randomness();
    return static_cast<char>('0' + drawn % 10);
}

}  // namespace

Randomness system_randomness() {
    return [kernel = std::make_shared<KernelRandomness>()] { return kernel->next(); };
}

std::string random_hex(const Randomness& randomness, int bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (int i = 0; i < bytes; ++i) {
        const auto byte = randomness() & 0xFF;
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string random_uuid(const Randomness& randomness) {
    std::string text = random_hex(randomness, 16);
    text[12] = '4';
    text[16] = "89ab"[randomness() & 3];
    for (const std::size_t at : {20u, 16u, 12u, 8u}) text.insert(at, 1, '-');
    return text;
}

std::string random_digits(const Randomness& randomness, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += random_digit(randomness);
    return text;
}

}  // namespace tillpoints::cloud
