#include "cloud/storage/sql_transaction.hpp"

namespace tillpoints::cloud {
namespace {

std::vector<loyalty::Tag> read_rows(Query& query) {
    std::vector<loyalty::Tag> rows;
    while (query.next()) {
        const auto id = query.integer();
        rows.push_back({id, query.text()});
    }
    return rows;
}

}  // namespace

loyalty::Tag SqlTransaction::tag(const std::string& name) {
    connection_.query("INSERT INTO tags (name) VALUES (?) ON CONFLICT DO NOTHING").bind(name).run();
    auto query = connection_.query("SELECT id, name FROM tags WHERE name = ?");
    query.bind(name);
    return read_rows(query).at(0);
}

std::vector<loyalty::Tag> SqlTransaction::tags() {
    auto query = connection_.query("SELECT id, name FROM tags ORDER BY id");
    return read_rows(query);
}

std::vector<loyalty::Tag> SqlTransaction::tags_of(ParticipantId customer) {
    auto query = connection_.query(
        "SELECT t.id, t.name FROM customer_tags c JOIN tags t ON t.id = c.tag WHERE c.customer = ? ORDER BY "
        "t.id");
    query.bind(customer.value);
    return read_rows(query);
}

void SqlTransaction::set_tags(ParticipantId customer, const std::vector<std::int64_t>& ids) {
    connection_.query("DELETE FROM customer_tags WHERE customer = ?").bind(customer.value).run();
    add_tags(customer, ids);
}

void SqlTransaction::add_tags(ParticipantId customer, const std::vector<std::int64_t>& ids) {
    for (const auto id : ids) {
        // The target of the conflict is named so that an unknown tag or customer still fails.
        auto add = connection_.query(
            "INSERT INTO customer_tags (customer, tag) VALUES (?, ?) ON CONFLICT (customer, tag) DO NOTHING");
        add.bind(customer.value).bind(id).run();
    }
}

}  // namespace tillpoints::cloud
