#include "cloud/api/goods/images.hpp"

#include <algorithm>
#include <array>

#include "cloud/api/credential.hpp"
#include "cloud/api/refusals.hpp"
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {
namespace {

using namespace std::string_view_literals;

struct ImageType {
    std::string_view content_type;
    std::size_t offset;
    std::string_view mark;
};

constexpr std::array image_types{ImageType{"image/jpeg", 0, "\xff\xd8\xff"sv},
                                 ImageType{"image/png", 0, "\x89PNG\r\n\x1a\n"sv},
                                 ImageType{"image/webp", 8, "WEBP"sv}, ImageType{"image/gif", 0, "GIF8"sv}};

constexpr std::chrono::minutes upload_lifetime{15};

const ImageType* type_of(std::string_view content_type) {
    const auto at = std::find_if(image_types.begin(), image_types.end(),
                                 [&](const ImageType& type) { return type.content_type == content_type; });
    return at == image_types.end() ? nullptr : &*at;
}

}  // namespace

bool is_image_type(std::string_view content_type) {
    return type_of(content_type) != nullptr;
}

bool is_image_of(std::string_view content_type, std::string_view bytes) {
    const auto* type = type_of(content_type);
    return type && bytes.size() > type->offset && bytes.substr(type->offset).starts_with(type->mark);
}

std::optional<UploadError> check_slot(const std::optional<ImageRecord>& record, std::string_view token,
                                      std::string_view content_type, Timestamp now) {
    if (!record || !same_secret(record->token, token)) return UploadError::forbidden;
    if (record->size) return UploadError::used;
    if (record->expires <= now) return UploadError::forbidden;
    if (content_type != record->content_type) return UploadError::wrong_type;
    return {};
}

std::optional<UploadError> check_upload(const std::optional<ImageRecord>& record, std::string_view token,
                                        std::string_view content_type, std::string_view bytes,
                                        Timestamp now) {
    if (const auto fault = check_slot(record, token, content_type, now)) return fault;
    if (bytes.empty()) return UploadError::empty;
    if (bytes.size() > max_image_bytes) return UploadError::too_large;
    if (!is_image_of(content_type, bytes)) return UploadError::wrong_type;
    return {};
}

loyalty::ShopAnswer handle(RequestContext& context, const loyalty::RequestImageUpload& call) {
    if (!is_image_type(call.content_type))
        return bad_field("contentType", "image/jpeg, image/png, image/webp or image/gif");
    const ImageRecord record{random_uuid(context.randomness), random_hex(context.randomness, 16),
                             call.content_type, context.now + upload_lifetime};
    context.db.images.add(record);
    return loyalty::ImageUpload{
        record.id,
        context.service_info.base_url + "/images/" + record.id + "?token=" + record.token,
        {{"Content-Type", record.content_type}},
        record.expires};
}

}  // namespace tillpoints::cloud
