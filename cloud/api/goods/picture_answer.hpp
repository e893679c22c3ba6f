#pragma once
#include "cloud/api/goods/picture_files.hpp"
#include "cloud/api/randomness.hpp"
#include "cloud/storage/storage.hpp"
#include "protocol/http.hpp"

namespace tillpoints::cloud {

/// The picture as a browser gets it, with the type that its bytes were found to have; nothing if there is
/// none. `id` may be any text. To be protected as all that a browser gets (http/page_origin.hpp). Throws
/// StorageFailed.
std::optional<HttpAnswer> picture_answer(Storage& storage, const PictureFiles& files, const std::string& id);

/// Keeps the bytes as a picture that no goods show yet, and returns its id. `type` is what the bytes are.
/// Throws StorageFailed and std::runtime_error.
std::string keep_picture(Storage& storage, const PictureFiles& files, const Randomness& randomness,
                         std::string_view type, const std::string& bytes, Timestamp now);

}  // namespace tillpoints::cloud
