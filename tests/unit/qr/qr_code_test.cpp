#include "qr/qr_code.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace tillpoints;

namespace {

using Codewords = std::vector<std::uint8_t>;

/// Which modules hold data in the versions that are made here.
bool is_data(int size, int row, int column) {
    // With the format beside them the finders are nine wide or high, away from the edges eight.
    const bool first = row <= 8 && column <= 8;
    const bool right = row <= 8 && column >= size - 8;
    const bool below = row >= size - 8 && column <= 8;
    if (first || right || below || row == 6 || column == 6) return false;
    const bool aligned = size > 21 && std::abs(row - (size - 7)) <= 2 && std::abs(column - (size - 7)) <= 2;
    return !aligned;
}

/// As a scanner reads: unmasked, in the order of the standard.
Codewords scan(const QrCode& code) {
    Codewords out;
    int bits = 0;
    unsigned byte = 0;
    bool up = true;
    for (int right = code.size - 1; right > 0; right -= 2) {
        if (right == 6) --right;
        for (int i = 0; i < code.size; ++i)
            for (const int column : {right, right - 1}) {
                const int row = up ? code.size - 1 - i : i;
                if (!is_data(code.size, row, column)) continue;
                byte = byte << 1 | (code.at(row, column) != ((row + column) % 2 == 0) ? 1u : 0u);
                if (++bits % 8 == 0) out.push_back(static_cast<std::uint8_t>(byte));
            }
        up = !up;
    }
    return out;
}

std::string text_in(const Codewords& codewords) {
    const int length = (codewords[0] & 15) << 4 | codewords[1] >> 4;
    std::string text;
    for (int i = 0; i < length; ++i) {
        const auto at = static_cast<std::size_t>(i) + 1;
        text += static_cast<char>((codewords[at] & 15) << 4 | codewords[at + 1] >> 4);
    }
    return text;
}

}  // namespace

TEST_CASE("a scanner reads the text back in every version, and a text that is too long has no code") {
    for (const std::size_t length : {1u, 6u, 17u, 18u, 32u, 33u, 53u, 54u, 78u, 79u, 106u}) {
        std::string text;
        while (text.size() < length) text += static_cast<char>('0' + text.size() % 43);
        const auto code = qr_code_of(text).value();
        const auto read = scan(code);
        const std::size_t versions[] = {26, 44, 70, 100, 134};
        CHECK(read.size() == versions[(code.size - 21) / 4]);
        CHECK(text_in(read) == text);
    }
    CHECK_FALSE(qr_code_of(std::string(107, 'x')));
}

TEST_CASE("three finders with light borders, timing between them, one dark module") {
    const auto code = qr_code_of("123456").value();
    CHECK(code.size == 21);
    const auto row = [&](int number, int from, int count) {
        std::string out;
        for (int i = from; i < from + count; ++i) out += code.at(number, i) ? '#' : '.';
        return out;
    };
    CHECK(row(0, 0, 8) == "#######.");
    CHECK(row(1, 0, 8) == "#.....#.");
    CHECK(row(3, 13, 8) == ".#.###.#");
    CHECK(row(7, 0, 8) == "........");
    CHECK(row(6, 6, 9) == "#.#.#.#.#");
    CHECK(row(20, 0, 8) == "#######.");
    CHECK(code.at(13, 8));
}

TEST_CASE("a drawing has its quiet zone") {
    const auto code = qr_code_of("123456").value();
    CHECK(qr_as_svg(code).find("viewBox=\"0 0 29 29\"") != std::string::npos);
    const auto lines = qr_for_terminal(code);
    CHECK(std::count(lines.begin(), lines.end(), '\n') == 15);
}
