#include "cloud/storage/repositories/goods_repository.hpp"

#include "cloud/storage/connection.hpp"
#include "cloud/storage/documents.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_GOODS "SELECT id, created, node, name, external_id, hidden, data, place FROM goods "

std::optional<GoodsRecord> goods_row(Query& query) {
    if (!query.next()) return {};
    GoodsRecord record;
    record.id = query.integer();
    record.created = query.time();
    if (const auto node = query.integer(); node != 0) record.draft.node = node;
    record.draft.name = query.text();
    record.draft.external_id = query.maybe_text();
    record.draft.hidden = query.integer() != 0;
    record.draft.data = read_document(query.text(), loyalty::read_goods_data);
    record.place = query.integer();
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

void remove_photos(Connection& connection, std::int64_t goods) {
    connection.query("DELETE FROM goods_photos WHERE goods = ?").bind(goods).run();
}

/// Which pictures goods show is in their data too; here it can be found by picture.
void add_photos(Connection& connection, std::int64_t goods, const std::vector<std::string>& photos) {
    for (const auto& photo : photos)
        connection
            .query(
                "INSERT INTO goods_photos (goods, image) VALUES (?, ?) ON CONFLICT (goods, image) DO NOTHING")
            .bind(goods)
            .bind(photo)
            .run();
}

}  // namespace

std::int64_t GoodsRepository::add(const GoodsRecord& record) {
    auto query = connection_.query(
        "INSERT INTO goods (node, category, name, external_id, hidden, data, created, place) VALUES (?, ?, ?,"
        " ?, ?, ?, ?, (SELECT coalesce(max(place), 0) + 1 FROM goods WHERE node = ?)) RETURNING id");
    bind_goods(query, record.draft);
    query.bind(record.created).bind(record.draft.node.value_or(0)).next();
    const auto id = query.integer();
    add_photos(connection_, id, record.draft.data.photos);
    return id;
}

std::optional<GoodsRecord> GoodsRepository::find(std::int64_t id) {
    auto query = connection_.query(SELECT_GOODS "WHERE id = ?");
    query.bind(id);
    return goods_row(query);
}

void GoodsRepository::lock(std::int64_t id) {
    auto query = connection_.query("SELECT id FROM goods WHERE id = ?" + std::string(connection_.row_lock()));
    query.bind(id).next();
}

std::optional<GoodsRecord> GoodsRepository::find_by_external_id(const std::string& external_id) {
    auto query = connection_.query(SELECT_GOODS "WHERE external_id = ?");
    query.bind(external_id);
    return goods_row(query);
}

void GoodsRepository::update(const GoodsRecord& record) {
    auto query = connection_.query(
        "UPDATE goods SET node = ?, category = ?, name = ?, external_id = ?, hidden = ?, data = ? WHERE id = "
        "?");
    bind_goods(query, record.draft);
    query.bind(record.id).run();
    remove_photos(connection_, record.id);
    add_photos(connection_, record.id, record.draft.data.photos);
}

void GoodsRepository::remove(std::int64_t id) {
    remove_photos(connection_, id);
    connection_.query("DELETE FROM goods WHERE id = ?").bind(id).run();
}

std::vector<GoodsRecord> GoodsRepository::page_of(std::optional<std::int64_t> node, int max,
                                                  std::int64_t offset) {
    auto query =
        connection_.query(SELECT_GOODS "WHERE node = ? ORDER BY category DESC, place, id LIMIT ? OFFSET ?");
    query.bind(node.value_or(0)).bind(max).bind(offset);
    std::vector<GoodsRecord> rows;
    while (auto record = goods_row(query)) rows.push_back(std::move(*record));
    return rows;
}

std::vector<GoodsRecord> GoodsRepository::page_after(std::int64_t id, int max) {
    auto query = connection_.query(SELECT_GOODS "WHERE id > ? ORDER BY id LIMIT ?");
    query.bind(id).bind(max);
    std::vector<GoodsRecord> rows;
    while (auto record = goods_row(query)) rows.push_back(std::move(*record));
    return rows;
}

void GoodsRepository::set_place(std::int64_t id, std::int64_t place) {
    connection_.query("UPDATE goods SET place = ? WHERE id = ?").bind(place).bind(id).run();
}

std::int64_t GoodsRepository::count_in(std::optional<std::int64_t> node) {
    auto query = connection_.query("SELECT count(*) FROM goods WHERE node = ?");
    query.bind(node.value_or(0)).next();
    return query.integer();
}

std::int64_t GoodsRepository::count_categories_in(std::optional<std::int64_t> node) {
    auto query = connection_.query("SELECT count(*) FROM goods WHERE node = ? AND category = 1");
    query.bind(node.value_or(0)).next();
    return query.integer();
}

}  // namespace tillpoints::cloud
