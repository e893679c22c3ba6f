#include "cloud/storage/repositories/tag_repository.hpp"

#include "cloud/storage/connection.hpp"

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

loyalty::Tag TagRepository::find_or_add(const std::string& name) {
    connection_.query("INSERT INTO tags (name) VALUES (?) ON CONFLICT DO NOTHING").bind(name).run();
    auto query = connection_.query("SELECT id, name FROM tags WHERE name = ?");
    query.bind(name);
    return read_rows(query).at(0);
}

std::vector<loyalty::Tag> TagRepository::all() {
    auto query = connection_.query("SELECT id, name FROM tags ORDER BY id");
    return read_rows(query);
}

std::vector<loyalty::Tag> TagRepository::of_customer(ParticipantId customer) {
    auto query = connection_.query(
        "SELECT t.id, t.name FROM customer_tags c JOIN tags t ON t.id = c.tag WHERE c.customer = ? ORDER BY "
        "t.id");
    query.bind(customer.value);
    return read_rows(query);
}

void TagRepository::add_to_customer(ParticipantId customer, const std::vector<std::int64_t>& ids) {
    for (const auto id : ids) {
        // The target of the conflict is named so that an unknown tag or customer still fails.
        auto add = connection_.query(
            "INSERT INTO customer_tags (customer, tag) VALUES (?, ?) ON CONFLICT (customer, tag) DO NOTHING");
        add.bind(customer.value).bind(id).run();
    }
}

void TagRepository::set_of_customer(ParticipantId customer, const std::vector<std::int64_t>& ids) {
    connection_.query("DELETE FROM customer_tags WHERE customer = ?").bind(customer.value).run();
    add_to_customer(customer, ids);
}

}  // namespace tillpoints::cloud
