#include <catch2/catch.hpp>

#include "qr/qr_code.hpp"

using namespace tillpoints;

namespace {

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
    return number;
}

/// The data of the picture's one IDAT chunk, out of its zlib stream of stored blocks.
std::string pixels_of(const std::string& png) {
    const auto chunk = png.find("IDAT");
    auto at = chunk + 4 + 2;
    std::string out;
    for (bool last = false; !last;) {
        last = png[at] == 1;
        const auto size = static_cast<unsigned char>(png[at + 1]) | static_cast<unsigned char>(png[at + 2])
                                                                        << 8;
        out += png.substr(at + 5, static_cast<std::size_t>(size));
        at += 5 + static_cast<std::size_t>(size);
    }
    return out;
}

}  // namespace

TEST_CASE("a QR code as a PNG has the code's modules, each as wide as asked, in a light border of four") {
    const auto code = qr_code_of("123456").value();
    constexpr int scale = 10;
    const auto png = qr_as_png(code, scale);
    CHECK(png.starts_with("\x89PNG\r\n\x1a\n"));
    const auto side = static_cast<std::uint32_t>((code.size + 8) * scale);
    CHECK(number_at(png, 16) == side);
    CHECK(number_at(png, 20) == side);
    // The checksum of an empty IEND is known.
    CHECK(png.ends_with(std::string("IEND\xae\x42\x60\x82")));
    const auto pixels = pixels_of(png);
    const std::size_t line = 1 + (side + 7) / 8;
    REQUIRE(pixels.size() == line * side);
    for (std::uint32_t y = 0; y < side; y += 3)
        for (std::uint32_t x = 0; x < side; x += 3) {
            const bool light = pixels[y * line + 1 + x / 8] >> (7 - x % 8) & 1;
            const int row = static_cast<int>(y) / scale - 4, column = static_cast<int>(x) / scale - 4;
            const bool inside = row >= 0 && column >= 0 && row < code.size && column < code.size;
            REQUIRE(light == !(inside && code.at(row, column)));
        }
}
