#include "cloud/qr/qr_code.hpp"

#include <algorithm>
#include <cstdlib>

#include "cloud/qr/reed_solomon.hpp"

namespace tillpoints::cloud {
namespace {

struct Version {
    int number;
    std::size_t data;  ///< codewords
    std::size_t correction;
};

/// Those of level L with one block and at most one alignment pattern.
constexpr Version versions[] = {{1, 19, 7}, {2, 34, 10}, {3, 55, 15}, {4, 80, 20}, {5, 108, 26}};

constexpr int mask = 0;

/// Mode, length, text, terminator, padding.
Codewords data_of(std::string_view text, std::size_t size) {
    const auto length = static_cast<std::uint8_t>(text.size());
    Codewords out{static_cast<std::uint8_t>(0x40 | length >> 4)};
    auto carried = static_cast<std::uint8_t>(length << 4);
    for (const char letter : text) {
        const auto byte = static_cast<std::uint8_t>(letter);
        out.push_back(static_cast<std::uint8_t>(carried | byte >> 4));
        carried = static_cast<std::uint8_t>(byte << 4);
    }
    out.push_back(carried);
    for (std::uint8_t pad = 0xEC; out.size() < size; pad ^= 0xEC ^ 0x11) out.push_back(pad);
    return out;
}

class Square {
  public:
    explicit Square(const Version& version) : size_(17 + 4 * version.number) {
        code_.size = size_;
        code_.dark.resize(static_cast<std::size_t>(size_ * size_));
        fixed_ = code_.dark;
        for (int i = 0; i < size_; ++i) {
            fix(6, i, i % 2 == 0);
            fix(i, 6, i % 2 == 0);
        }
        draw_finder(3, 3);
        draw_finder(3, size_ - 4);
        draw_finder(size_ - 4, 3);
        if (version.number > 1) draw_alignment(size_ - 7);
        draw_format();
    }

    /// From the right, two columns at a time, up and down in turn, around what is fixed.
    void draw(const Codewords& codewords) {
        std::size_t bit = 0;
        for (int right = size_ - 1; right >= 1; right -= 2) {
            if (right == 6) right = 5;
            const bool up = ((right + 1) & 2) == 0;
            for (int i = 0; i < size_; ++i)
                for (int column = right; column >= right - 1; --column) {
                    const int row = up ? size_ - 1 - i : i;
                    if (fixed_[index(row, column)]) continue;
                    const bool set = bit < codewords.size() * 8 && (codewords[bit / 8] >> (7 - bit % 8) & 1);
                    ++bit;
                    code_.dark[index(row, column)] = set != ((row + column) % 2 == 0);
                }
        }
    }

    QrCode take() { return std::move(code_); }

  private:
    std::size_t index(int row, int column) const { return static_cast<std::size_t>(row * size_ + column); }

    void fix(int row, int column, bool dark) {
        if (row < 0 || column < 0 || row >= size_ || column >= size_) return;
        code_.dark[index(row, column)] = dark;
        fixed_[index(row, column)] = true;
    }

    /// With the light border that sets it apart.
    void draw_finder(int row, int column) {
        for (int y = -4; y <= 4; ++y)
            for (int x = -4; x <= 4; ++x) {
                const int distance = std::max(std::abs(x), std::abs(y));
                fix(row + y, column + x, distance != 2 && distance != 4);
            }
    }

    void draw_alignment(int centre) {
        for (int y = -2; y <= 2; ++y)
            for (int x = -2; x <= 2; ++x)
                fix(centre + y, centre + x, std::max(std::abs(x), std::abs(y)) != 1);
    }

    /// Twice: around the first finder, and beside the other two.
    void draw_format() {
        const int bits = format_bits(mask);
        const auto bit = [&](int i) { return (bits >> i & 1) != 0; };
        for (int i = 0; i <= 5; ++i) fix(i, 8, bit(i));
        fix(7, 8, bit(6));
        fix(8, 8, bit(7));
        fix(8, 7, bit(8));
        for (int i = 9; i < 15; ++i) fix(8, 14 - i, bit(i));
        for (int i = 0; i < 8; ++i) fix(8, size_ - 1 - i, bit(i));
        for (int i = 8; i < 15; ++i) fix(size_ - 15 + i, 8, bit(i));
        fix(size_ - 8, 8, true);
    }

    int size_;
    QrCode code_;
    std::vector<bool> fixed_;
};

}  // namespace

int format_bits(int of_mask) {
    const int data = 0b01 << 3 | of_mask;
    int rest = data;
    for (int i = 0; i < 10; ++i) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    return (data << 10 | rest) ^ 0x5412;
}

std::optional<QrCode> qr_code_of(std::string_view text) {
    for (const auto& version : versions) {
        if (text.size() + 2 > version.data) continue;
        auto codewords = data_of(text, version.data);
        const auto correction = error_correction(codewords, version.correction);
        codewords.insert(codewords.end(), correction.begin(), correction.end());
        Square square(version);
        square.draw(codewords);
        return square.take();
    }
    return {};
}

}  // namespace tillpoints::cloud
