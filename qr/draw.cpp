#include "qr/qr_code.hpp"

namespace tillpoints {
namespace {

constexpr int quiet = 4;

bool dark_at(const QrCode& code, int row, int column) {
    const bool inside = row >= 0 && column >= 0 && row < code.size && column < code.size;
    return inside && code.at(row, column);
}

}  // namespace

std::string qr_for_terminal(const QrCode& code) {
    // A letter is lit, so light modules are drawn and dark ones left out.
    static constexpr const char* halves[] = {"\u2588", "\u2580", "\u2584", " "};
    std::string out;
    for (int row = -quiet; row < code.size + quiet; row += 2) {
        for (int column = -quiet; column < code.size + quiet; ++column)
            out += halves[2 * dark_at(code, row, column) + dark_at(code, row + 1, column)];
        out += "\n";
    }
    return out;
}

std::string qr_as_svg(const QrCode& code) {
    const auto side = std::to_string(code.size + 2 * quiet);
    std::string out =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
        "\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"";
    for (int row = 0; row < code.size; ++row)
        for (int column = 0; column < code.size; ++column)
            if (code.at(row, column))
                out += "M" + std::to_string(column + quiet) + " " + std::to_string(row + quiet) + "h1v1h-1z";
    return out + "\"/></svg>";
}

}  // namespace tillpoints
