#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace tillpoints::cloud {

inline constexpr std::size_t largest_picture = 2u << 20;  ///< in bytes
inline constexpr std::uint32_t longest_side = 4096;       ///< more would fill a phone's memory

/// What a file is by its own bytes, whatever its sender called it.
struct PictureKind {
    std::string_view content_type;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    friend bool operator==(const PictureKind&, const PictureKind&) = default;
};

/// A PNG, JPEG or WebP picture; nothing for anything else, an SVG drawing and a page among it, because those
/// can hold programs.
std::optional<PictureKind> picture_kind(std::string_view bytes);

/// May a picture of this kind be shown?
bool is_showable(const PictureKind& kind);

}  // namespace tillpoints::cloud
