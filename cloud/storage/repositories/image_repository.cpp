#include "cloud/storage/repositories/image_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

void ImageRepository::add(const ImageRecord& record) {
    auto query = connection_.query(
        "INSERT INTO images (id, token, content_type, expires, size) VALUES (?, ?, ?, ?, ?)");
    query.bind(record.id).bind(record.token).bind(record.content_type).bind(record.expires);
    query.bind(record.size).run();
}

std::optional<ImageRecord> ImageRepository::find(const std::string& id) {
    auto query = connection_.query("SELECT id, token, content_type, expires, size FROM images WHERE id = ?");
    if (!query.bind(id).next()) return {};
    ImageRecord record;
    record.id = query.text();
    record.token = query.text();
    record.content_type = query.text();
    record.expires = query.time();
    record.size = query.maybe_integer();
    return record;
}

bool ImageRepository::any() {
    return connection_.query("SELECT 1 FROM images LIMIT 1").next();
}

bool ImageRepository::set_size(const std::string& id, std::int64_t size) {
    auto query = connection_.query("UPDATE images SET size = ? WHERE id = ? AND size IS NULL RETURNING id");
    return query.bind(size).bind(id).next();
}

int ImageRepository::remove_unused(Timestamp unused, Timestamp unshown, int max) {
    auto query = connection_.query(
        "DELETE FROM images WHERE id IN (SELECT i.id FROM images i WHERE (i.size IS NULL AND i.expires <= ?)"
        " OR (i.size IS NOT NULL AND i.expires <= ? AND NOT EXISTS (SELECT 1 FROM goods_photos p WHERE"
        " p.image = i.id) AND NOT EXISTS (SELECT 1 FROM company_profile c WHERE c.logo = i.id)) ORDER BY "
        "i.expires"
        " LIMIT ?) RETURNING id");
    query.bind(unused).bind(unshown).bind(max);
    int forgotten = 0;
    while (query.next()) ++forgotten;
    return forgotten;
}

}  // namespace tillpoints::cloud
