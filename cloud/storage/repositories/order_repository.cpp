#include "cloud/storage/repositories/order_repository.hpp"

#include "cloud/storage/connection.hpp"
#include "cloud/storage/documents.hpp"
#include "protocol/loyalty/read_values.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {
namespace {

void bind_order(Query& query, const OrderRecord& record) {
    query.bind(record.created).bind(record.customer.value).bind(static_cast<std::int64_t>(record.state));
    query.bind(record.status ? std::optional(static_cast<std::int64_t>(*record.status)) : std::nullopt);
    query.bind(record.points.count).bind(dump(loyalty::to_json(record.content)));
    query.bind(record.operation ? std::optional(record.operation->value) : std::nullopt);
    query.bind(record.settled ? std::optional(dump(loyalty::to_json(*record.settled))) : std::nullopt);
}

}  // namespace

std::int64_t OrderRepository::add(const OrderRecord& record) {
    auto query = connection_.query(
        "INSERT INTO orders (created, customer, state, status, points, content, operation, settled)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
    bind_order(query, record);
    query.next();
    return query.integer();
}

std::optional<OrderRecord> OrderRepository::find(std::int64_t id) {
    auto query = connection_.query(
        "SELECT id, created, customer, state, status, points, content, operation, settled FROM orders WHERE "
        "id = ?");
    if (!query.bind(id).next()) return {};
    OrderRecord record;
    record.id = query.integer();
    record.created = query.time();
    record.customer = {query.integer()};
    record.state = static_cast<loyalty::OrderState>(query.integer());
    if (const auto status = query.maybe_integer()) record.status = static_cast<loyalty::OrderStatus>(*status);
    record.points = Points(query.integer());
    record.content = read_document(query.text(), loyalty::read_order_content);
    if (const auto operation = query.maybe_integer()) record.operation = OperationId{*operation};
    if (const auto settled = query.maybe_text()) record.settled = read_document(*settled, loyalty::read_calc);
    return record;
}

std::vector<OrderRecord> OrderRepository::of_customer(ParticipantId customer, int max) {
    std::vector<std::int64_t> ids;
    {
        auto query = connection_.query("SELECT id FROM orders WHERE customer = ? ORDER BY id DESC LIMIT ?");
        query.bind(customer.value).bind(max);
        while (query.next()) ids.push_back(query.integer());
    }
    std::vector<OrderRecord> rows;
    rows.reserve(ids.size());
    for (const auto id : ids) rows.push_back(find(id).value());
    return rows;
}

void OrderRepository::update(const OrderRecord& record) {
    auto query = connection_.query(
        "UPDATE orders SET created = ?, customer = ?, state = ?, status = ?, points = ?, content = ?, "
        "operation = ?,"
        " settled = ? WHERE id = ?");
    bind_order(query, record);
    query.bind(record.id).run();
}

}  // namespace tillpoints::cloud
