#pragma once
#include <string_view>

#include "cloud/ledger/shop_records.hpp"

namespace tillpoints::cloud {

inline constexpr std::size_t max_image_bytes = 5u << 20;

/// Of the kinds that the app shows: image/jpeg, image/png, image/webp, image/gif.
bool is_image_type(std::string_view content_type);

/// Do the first bytes say that this is a picture of the kind?
bool is_image_of(std::string_view content_type, std::string_view bytes);

enum class UploadError { forbidden, used, wrong_type, empty, too_large };

/// Whether a picture of this type may be put there now, or why not.
std::optional<UploadError> check_slot(const std::optional<ImageRecord>& record, std::string_view token,
                                      std::string_view content_type, Timestamp now);

/// Whether these bytes may be put as this picture now, or why not. `record` is absent for an unknown id.
std::optional<UploadError> check_upload(const std::optional<ImageRecord>& record, std::string_view token,
                                        std::string_view content_type, std::string_view bytes, Timestamp now);

}  // namespace tillpoints::cloud
