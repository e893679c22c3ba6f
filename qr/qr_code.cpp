#include "qr/qr_code.hpp"

#include <qrcodegen/qrcodegen.hpp>

namespace tillpoints {

std::optional<QrCode> qr_code_of(std::string_view text) {
    using qrcodegen::QrSegment;
    constexpr int largest_version = 5;
    constexpr int mask = 0;
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    try {
        const auto code = qrcodegen::QrCode::encodeSegments(
            {QrSegment::makeBytes(bytes)}, qrcodegen::QrCode::Ecc::LOW, 1, largest_version, mask, false);
        QrCode out;
        out.size = code.getSize();
        for (int row = 0; row < out.size; ++row)
            for (int column = 0; column < out.size; ++column) out.dark.push_back(code.getModule(column, row));
        return out;
    } catch (const qrcodegen::data_too_long&) {
        return {};
    }
}

}  // namespace tillpoints
