#include "cloud/company/picture.hpp"

namespace tillpoints::cloud {
namespace {

using namespace std::string_view_literals;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at, int count) {
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i) value = value << 8 | byte_at(bytes, at + static_cast<std::size_t>(i));
    return value;
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at, int count) {
    std::uint32_t value = 0;
    for (int i = count; i > 0; --i) value = value << 8 | byte_at(bytes, at + static_cast<std::size_t>(i - 1));
    return value;
}

std::optional<PictureKind> png_kind(std::string_view bytes) {
    if (bytes.size() < 33 || !bytes.starts_with("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv)) return {};
    return PictureKind{"image/png", big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)};
}

/// The frame header, which stands behind segments of any number and tells the size.
std::optional<PictureKind> jpeg_kind(std::string_view bytes) {
    if (!bytes.starts_with("\xff\xd8\xff"sv)) return {};
    for (std::size_t at = 2; at + 9 <= bytes.size();) {
        if (byte_at(bytes, at) != 0xff) return {};
        const auto marker = byte_at(bytes, at + 1);
        if (marker == 0xff) {
            ++at;
            continue;
        }
        const bool frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame)
            return PictureKind{"image/jpeg", big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2)};
        if (marker == 0xda || marker == 0xd9 || marker == 0) return {};
        const auto length = big_endian(bytes, at + 2, 2);
        if (length < 2) return {};
        at += 2 + length;
    }
    return {};
}

std::optional<PictureKind> webp_kind(std::string_view bytes) {
    if (bytes.size() < 30 || !bytes.starts_with("RIFF") || bytes.substr(8, 4) != "WEBP") return {};
    const auto chunk = bytes.substr(12, 4);
    PictureKind kind{"image/webp"};
    if (chunk == "VP8 " && bytes.substr(23, 3) == "\x9d\x01\x2a"sv) {
        kind.width = little_endian(bytes, 26, 2) & 0x3fff;
        kind.height = little_endian(bytes, 28, 2) & 0x3fff;
        return kind;
    }
    if (chunk == "VP8L" && byte_at(bytes, 20) == 0x2f) {
        const auto bits = little_endian(bytes, 21, 4);
        kind.width = (bits & 0x3fff) + 1;
        kind.height = (bits >> 14 & 0x3fff) + 1;
        return kind;
    }
    if (chunk == "VP8X") {
        kind.width = little_endian(bytes, 24, 3) + 1;
        kind.height = little_endian(bytes, 27, 3) + 1;
        return kind;
    }
    return {};
}

}  // namespace

std::optional<PictureKind> picture_kind(std::string_view bytes) {
    if (const auto png = png_kind(bytes)) return png;
    if (const auto jpeg = jpeg_kind(bytes)) return jpeg;
    return webp_kind(bytes);
}

bool is_showable(const PictureKind& kind) {
    return kind.width > 0 && kind.height > 0 && kind.width <= longest_side && kind.height <= longest_side;
}

}  // namespace tillpoints::cloud
