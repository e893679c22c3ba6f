#include "cloud/storage/documents.hpp"
#include "cloud/storage/sql_books.hpp"

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

}  // namespace

std::int64_t SqlBooks::add_goods(const GoodsRecord& record) {
    auto query = connection_.query(
        "INSERT INTO goods (node, category, name, external_id, hidden, data, created) VALUES (?, ?, ?, ?, ?, "
        "?, ?)"
        " RETURNING id");
    bind_goods(query, record.draft);
    query.bind(milliseconds_of(record.created)).next();
    return query.integer();
}

std::optional<GoodsRecord> SqlBooks::goods(std::int64_t id) {
    auto query = connection_.query(TILLPOINTS_GOODS "WHERE id = ?");
    query.bind(id);
    return goods_row(query);
}

std::optional<GoodsRecord> SqlBooks::goods_by_external_id(const std::string& external_id) {
    auto query = connection_.query(TILLPOINTS_GOODS "WHERE external_id = ?");
    query.bind(external_id);
    return goods_row(query);
}

void SqlBooks::update_goods(const GoodsRecord& record) {
    auto query = connection_.query(
        "UPDATE goods SET node = ?, category = ?, name = ?, external_id = ?, hidden = ?, data = ? WHERE id = "
        "?");
    bind_goods(query, record.draft);
    query.bind(record.id).run();
}

void SqlBooks::remove_goods(std::int64_t id) {
    connection_.query("DELETE FROM goods WHERE id = ?").bind(id).run();
}

std::vector<GoodsRecord> SqlBooks::goods_in(std::optional<std::int64_t> node, int max, std::int64_t offset) {
    auto query =
        connection_.query(TILLPOINTS_GOODS "WHERE node = ? ORDER BY category DESC, id LIMIT ? OFFSET ?");
    query.bind(node.value_or(0)).bind(max).bind(offset);
    std::vector<GoodsRecord> rows;
    while (auto record = goods_row(query)) rows.push_back(std::move(*record));
    return rows;
}

std::int64_t SqlBooks::count_goods_in(std::optional<std::int64_t> node) {
    auto query = connection_.query("SELECT count(*) FROM goods WHERE node = ?");
    query.bind(node.value_or(0)).next();
    return query.integer();
}

std::int64_t SqlBooks::count_categories_in(std::optional<std::int64_t> node) {
    auto query = connection_.query("SELECT count(*) FROM goods WHERE node = ? AND category = 1");
    query.bind(node.value_or(0)).next();
    return query.integer();
}

void SqlBooks::add_image(const ImageRecord& record) {
    auto query = connection_.query(
        "INSERT INTO images (id, token, content_type, expires, size) VALUES (?, ?, ?, ?, ?)");
    query.bind(record.id).bind(record.token).bind(record.content_type).bind(milliseconds_of(record.expires));
    query.bind(record.size).run();
}

std::optional<ImageRecord> SqlBooks::image(const std::string& id) {
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

bool SqlBooks::set_image_size(const std::string& id, std::int64_t size) {
    auto query = connection_.query("UPDATE images SET size = ? WHERE id = ? AND size IS NULL RETURNING id");
    return query.bind(size).bind(id).next();
}

}  // namespace tillpoints::cloud
