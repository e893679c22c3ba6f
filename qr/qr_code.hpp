#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tillpoints {

/// A square of dark and light modules (ISO/IEC 18004), without its quiet zone.
struct QrCode {
    int size = 0;
    std::vector<bool> dark;  ///< row by row
    bool at(int row, int column) const {
        return dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(size) +
                    static_cast<std::size_t>(column)];
    }
};

/// The text as bytes, versions 1 to 5 at error correction L: up to 106 bytes. Nothing for a longer one. The
/// mask is always the first: readers take every mask, and the texts shown here are short.
std::optional<QrCode> qr_code_of(std::string_view text);

/// For a terminal with light letters on dark: two rows a line, quiet zone around.
std::string qr_for_terminal(const QrCode& code);
/// For a chat: a PNG picture, each module so many pixels wide, quiet zone around.
std::string qr_as_png(const QrCode& code, int scale);
/// For a page: scalable, quiet zone around.
std::string qr_as_svg(const QrCode& code);

}  // namespace tillpoints
