#include "cloud/api/goods/picture_answer.hpp"

#include <stdexcept>

namespace tillpoints::cloud {

std::optional<HttpAnswer> picture_answer(Storage& storage, const PictureFiles& files, const std::string& id) {
    std::optional<ImageRecord> record;
    if (is_uuid(id)) storage.read([&](Transaction& db) { record = db.images.find(id); });
    auto bytes = record && record->size ? files.read(id) : std::nullopt;
    if (!bytes) return {};
    return HttpAnswer{200, {{"Content-Type", record->content_type}}, std::move(*bytes)};
}

std::string keep_picture(Storage& storage, const PictureFiles& files, const Randomness& randomness,
                         std::string_view type, const std::string& bytes, Timestamp now) {
    const ImageRecord record{random_uuid(randomness), random_hex(randomness, 16), std::string(type),
                             now + std::chrono::minutes(15)};
    // First the row: a file that the database does not know would be taken for an orphan.
    storage.transact([&](Transaction& db) { db.images.add(record); });
    files.write(record.id, bytes);
    bool kept = false;
    storage.transact([&](Transaction& db) {
        kept = db.images.set_size(record.id, static_cast<std::int64_t>(bytes.size()));
    });
    if (!kept) throw std::runtime_error("the picture was removed while it came");
    return record.id;
}

}  // namespace tillpoints::cloud
