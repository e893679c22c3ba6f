#include "cloud/storage/documents.hpp"
#include "cloud/storage/sql_transaction.hpp"

namespace tillpoints::cloud {
namespace {

#define TILLPOINTS_GOODS "SELECT id, created, node, name, external_id, hidden, data FROM goods "

std::optional<GoodsRecord> goods_row(Query& query) {
    if (!query.next()) return {};
    GoodsRecord record;
    record.id = query.integer();
    record.created = time_of(query.integer());
    if (const auto node = query.integer(); node != 0) record.draft.node = node;
    record.draft.name = query.text();
    record.draft.external_id = query.maybe_text();
    record.draft.hidden = query.integer() != 0;
    record.draft.data = read_document(query.text(), loyalty::read_goods_data);
    return record;
}

void bind_goods(Query& query, const loyalty::GoodsDraft& draft) {
    query.bind(draft.node.value_or(0))
        .bind(std::int64_t{draft.data.type == loyalty::GoodsType::category})
        .bind(draft.name)
        .bind(draft.external_id)
        .bind(std::int64_t{draft.hidden})
        .bind(dump(loyalty::to_json(draft.data)));
}

void forget_photos(Connection& connection, std::int64_t goods) {
    connection.query("DELETE FROM goods_photos WHERE goods = ?").bind(goods).run();
}

/// Which pictures goods show is in their data too; here it can be found by picture.
void note_photos(Connection& connection, std::int64_t goods, const std::vector<std::string>& photos) {
    for (const auto& photo : photos)
        connection
            .query(
                "INSERT INTO goods_photos (goods, image) VALUES (?, ?) ON CONFLICT (goods, image) DO NOTHING")
            .bind(goods)
            .bind(photo)
            .run();
}

}  // namespace

std::int64_t SqlTransaction::add_goods(const GoodsRecord& record) {
    auto query = connection_.query(
        "INSERT INTO goods (node, category, name, external_id, hidden, data, created) VALUES (?, ?, ?, ?, ?, "
        "?, ?)"
        " RETURNING id");
    bind_goods(query, record.draft);
    query.bind(milliseconds_of(record.created)).next();
    const auto id = query.integer();
    note_photos(connection_, id, record.draft.data.photos);
    return id;
}

std::optional<GoodsRecord> SqlTransaction::goods(std::int64_t id) {
    auto query = connection_.query(TILLPOINTS_GOODS "WHERE id = ?");
    query.bind(id);
    return goods_row(query);
}

std::optional<GoodsRecord> SqlTransaction::goods_by_external_id(const std::string& external_id) {
    auto query = connection_.query(TILLPOINTS_GOODS "WHERE external_id = ?");
    query.bind(external_id);
    return goods_row(query);
}

void SqlTransaction::update_goods(const GoodsRecord& record) {
    auto query = connection_.query(
        "UPDATE goods SET node = ?, category = ?, name = ?, external_id = ?, hidden = ?, data = ? WHERE id = "
        "?");
    bind_goods(query, record.draft);
    query.bind(record.id).run();
    forget_photos(connection_, record.id);
    note_photos(connection_, record.id, record.draft.data.photos);
}

void SqlTransaction::remove_goods(std::int64_t id) {
    forget_photos(connection_, id);
    connection_.query("DELETE FROM goods WHERE id = ?").bind(id).run();
}

std::vector<GoodsRecord> SqlTransaction::goods_in(std::optional<std::int64_t> node, int max,
                                                  std::int64_t offset) {
    auto query =
        connection_.query(TILLPOINTS_GOODS "WHERE node = ? ORDER BY category DESC, id LIMIT ? OFFSET ?");
    query.bind(node.value_or(0)).bind(max).bind(offset);
    std::vector<GoodsRecord> rows;
    while (auto record = goods_row(query)) rows.push_back(std::move(*record));
    return rows;
}

std::int64_t SqlTransaction::count_goods_in(std::optional<std::int64_t> node) {
    auto query = connection_.query("SELECT count(*) FROM goods WHERE node = ?");
    query.bind(node.value_or(0)).next();
    return query.integer();
}

std::int64_t SqlTransaction::count_categories_in(std::optional<std::int64_t> node) {
    auto query = connection_.query("SELECT count(*) FROM goods WHERE node = ? AND category = 1");
    query.bind(node.value_or(0)).next();
    return query.integer();
}

void SqlTransaction::add_image(const ImageRecord& record) {
    auto query = connection_.query(
        "INSERT INTO images (id, token, content_type, expires, size) VALUES (?, ?, ?, ?, ?)");
    query.bind(record.id).bind(record.token).bind(record.content_type).bind(milliseconds_of(record.expires));
    query.bind(record.size).run();
}

std::optional<ImageRecord> SqlTransaction::image(const std::string& id) {
    auto query = connection_.query("SELECT id, token, content_type, expires, size FROM images WHERE id = ?");
    if (!query.bind(id).next()) return {};
    ImageRecord record;
    record.id = query.text();
    record.token = query.text();
    record.content_type = query.text();
    record.expires = time_of(query.integer());
    record.size = query.maybe_integer();
    return record;
}

bool SqlTransaction::has_images() {
    return connection_.query("SELECT 1 FROM images LIMIT 1").next();
}

bool SqlTransaction::set_image_size(const std::string& id, std::int64_t size) {
    auto query = connection_.query("UPDATE images SET size = ? WHERE id = ? AND size IS NULL RETURNING id");
    return query.bind(size).bind(id).next();
}

int SqlTransaction::forget_images(Timestamp unused, Timestamp unshown, int max) {
    auto query = connection_.query(
        "DELETE FROM images WHERE id IN (SELECT i.id FROM images i WHERE (i.size IS NULL AND i.expires <= ?)"
        " OR (i.size IS NOT NULL AND i.expires <= ? AND NOT EXISTS (SELECT 1 FROM goods_photos p WHERE"
        " p.image = i.id)) ORDER BY i.expires LIMIT ?) RETURNING id");
    query.bind(milliseconds_of(unused)).bind(milliseconds_of(unshown)).bind(max);
    int forgotten = 0;
    while (query.next()) ++forgotten;
    return forgotten;
}

}  // namespace tillpoints::cloud
