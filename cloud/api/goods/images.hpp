#pragma once
#include <string_view>

#include "cloud/ledger/shop_records.hpp"

namespace tillpoints::cloud {

inline constexpr std::size_t max_image_bytes = 5u << 20;

/// Is it one of the types that the app shows: image/jpeg, image/png, image/webp, image/gif?
bool is_image_type(std::string_view content_type);

/// Do the first bytes belong to a picture of this type?
bool is_image_of(std::string_view content_type, std::string_view bytes);

enum class UploadError { forbidden, used, wrong_type, empty, too_large };

/// Nothing if a picture of this type may be uploaded there now, else the reason why not.
std::optional<UploadError> check_slot(const std::optional<ImageRecord>& record, std::string_view token,
                                      std::string_view content_type, Timestamp now);

/// Nothing if these bytes may be uploaded as this picture now, else the reason why not. `record` is absent
/// for an unknown id.
std::optional<UploadError> check_upload(const std::optional<ImageRecord>& record, std::string_view token,
                                        std::string_view content_type, std::string_view bytes, Timestamp now);

}  // namespace tillpoints::cloud
