#include <algorithm>
#include <cstdint>

#include "qr/qr_code.hpp"

namespace tillpoints {
namespace {

constexpr int border = 4;

void add_number(std::string& out, std::uint32_t number) {
    for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(number >> shift & 0xFF);
}

std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

std::uint32_t adler_of(std::string_view bytes) {
    std::uint32_t a = 1, b = 0;
    for (const char byte : bytes) {
        a = (a + static_cast<unsigned char>(byte)) % 65'521;
        b = (b + a) % 65'521;
    }
    return b << 16 | a;
}

void add_chunk(std::string& out, std::string_view kind, std::string_view data) {
    add_number(out, static_cast<std::uint32_t>(data.size()));
    const auto body = std::string(kind) + std::string(data);
    out += body;
    add_number(out, crc_of(body));
}

/// A zlib stream whose blocks are stored as they are: a code has a few kilobytes.
std::string stored(std::string_view bytes) {
    std::string out = "\x78\x01";
    const auto checksum = adler_of(bytes);
    do {
        const auto size = std::min<std::size_t>(bytes.size(), 65'535);
        out += static_cast<char>(size == bytes.size() ? 1 : 0);
        for (const auto number : {size, ~size}) {
            out += static_cast<char>(number & 0xFF);
            out += static_cast<char>(number >> 8 & 0xFF);
        }
        out += bytes.substr(0, size);
        bytes.remove_prefix(size);
    } while (!bytes.empty());
    add_number(out, checksum);
    return out;
}

/// One bit a pixel, light is 1; each row begins with the number of its filter.
std::string rows_of(const QrCode& code, int scale) {
    const int side = (code.size + 2 * border) * scale;
    std::string out;
    for (int y = 0; y < side; ++y) {
        std::string row(1 + static_cast<std::size_t>(side + 7) / 8, '\0');
        for (int x = 0; x < side; ++x) {
            const int line = y / scale - border, column = x / scale - border;
            const bool inside = line >= 0 && column >= 0 && line < code.size && column < code.size;
            if (inside && code.at(line, column)) continue;
            auto& byte = row[1 + static_cast<std::size_t>(x) / 8];
            byte = static_cast<char>(byte | 0x80 >> x % 8);
        }
        out += row;
    }
    return out;
}

}  // namespace

std::string qr_as_png(const QrCode& code, int scale) {
    const auto side = static_cast<std::uint32_t>((code.size + 2 * border) * scale);
    std::string header;
    add_number(header, side);
    add_number(header, side);
    header += std::string("\x01\x00\x00\x00\x00", 5);  // one bit of grey, nothing else
    std::string out = "\x89PNG\r\n\x1a\n";
    add_chunk(out, "IHDR", header);
    add_chunk(out, "IDAT", stored(rows_of(code, scale)));
    add_chunk(out, "IEND", {});
    return out;
}

}  // namespace tillpoints
