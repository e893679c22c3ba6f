#include "cloud/storage/repositories/console_repository.hpp"

#include <algorithm>

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

/// As many as the index has of each name.
constexpr int indexed_characters = 40;
/// Behind every text that begins with what it stands behind.
constexpr auto last_character = "\xF4\x8F\xBF\xBF";

/// The first characters of a UTF-8 text.
std::string head_of(const std::string& text, int characters) {
    std::size_t end = 0;
    for (; end < text.size(); ++end)
        if ((text[end] & 0xC0) != 0x80 && characters-- == 0) break;
    return text.substr(0, end);
}

/// A pattern of LIKE for texts that begin so; '!' takes the meaning from the next character.
std::string pattern_of(const std::string& beginning) {
    std::string out;
    for (const char c : beginning) {
        if (c == '!' || c == '%' || c == '_') out += '!';
        out += c;
    }
    return out + "%";
}

PointRequestRecord point_request_in(Query& query) {
    PointRequestRecord record;
    record.id = query.integer();
    record.asked = query.time();
    record.by = query.integer();
    record.customer = {query.integer()};
    record.points = Points(query.integer());
    record.reason = query.text();
    record.key = query.text();
    record.state = static_cast<PointRequestState>(query.integer());
    record.decided_by = query.maybe_integer();
    return record;
}

#define SELECT_POINT_REQUEST                                                                   \
    "SELECT id, asked, person, customer, points, reason, request_key, state, decided_by FROM " \
    "point_requests "

}  // namespace

std::vector<ParticipantId> ConsoleRepository::customers_named(const std::vector<std::string>& beginnings,
                                                              int max) {
    std::vector<ParticipantId> out;
    for (const auto& beginning : beginnings) {
        const auto head = head_of(beginning, indexed_characters);
        auto query = connection_.query(
            "SELECT id FROM customers WHERE substr(name, 1, 40) >= ? AND substr(name, 1, 40) < ? AND name "
            "LIKE ?"
            " ESCAPE '!' ORDER BY substr(name, 1, 40), id LIMIT ?");
        query.bind(head).bind(head + last_character).bind(pattern_of(beginning));
        query.bind(max - static_cast<int>(out.size()));
        while (query.next()) out.push_back({query.integer()});
    }
    return out;
}

std::vector<OperationId> ConsoleRepository::operations_of(ParticipantId customer,
                                                          std::optional<std::int64_t> branch, int max,
                                                          std::int64_t offset) {
    // The index has them in order of moments within each state: of ten thousand no more is read than is
    // shown.
    static constexpr auto states = {loyalty::OperationState::normal, loyalty::OperationState::canceled,
                                    loyalty::OperationState::reversal};
    static const auto sql = [] {
        std::string out = "SELECT id FROM (";
        for (std::size_t at = 0; at < states.size(); ++at)
            out += std::string(at == 0 ? "" : " UNION ALL ") +
                   "SELECT * FROM (SELECT id, created FROM operations WHERE customer = ? AND state = ? AND "
                   "(? = 0 OR"
                   " branch = ?) ORDER BY created DESC, id DESC LIMIT ?) s" +
                   std::to_string(at);
        return out + ") o ORDER BY created DESC, id DESC LIMIT ? OFFSET ?";
    }();
    auto query = connection_.query(sql);
    for (const auto state : states) {
        query.bind(customer.value).bind(static_cast<std::int64_t>(state));
        query.bind(branch.value_or(0)).bind(branch.value_or(0)).bind(max + offset);
    }
    query.bind(max).bind(offset);
    std::vector<OperationId> out;
    while (query.next()) out.push_back({query.integer()});
    return out;
}

std::optional<Timestamp> ConsoleRepository::first_operation() {
    auto query = connection_.query("SELECT min(created) FROM operations");
    query.next();
    return query.maybe_time();
}

std::vector<std::int64_t> ConsoleRepository::orders_in(loyalty::OrderState state, int max) {
    auto query = connection_.query("SELECT id FROM orders WHERE state = ? ORDER BY id DESC LIMIT ?");
    query.bind(static_cast<std::int64_t>(state)).bind(max);
    std::vector<std::int64_t> out;
    while (query.next()) out.push_back(query.integer());
    return out;
}

std::int64_t ConsoleRepository::add_point_request(const PointRequestRecord& record) {
    auto query = connection_.query(
        "INSERT INTO point_requests (asked, person, customer, points, reason, request_key, state, decided_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id");
    query.bind(record.asked).bind(record.by).bind(record.customer.value).bind(record.points.count);
    query.bind(record.reason).bind(record.key).bind(static_cast<std::int64_t>(record.state));
    query.bind(record.decided_by).next();
    return query.integer();
}

std::optional<PointRequestRecord> ConsoleRepository::find_point_request(std::int64_t person,
                                                                        const std::string& key) {
    auto query = connection_.query(SELECT_POINT_REQUEST "WHERE person = ? AND request_key = ?");
    if (!query.bind(person).bind(key).next()) return {};
    return point_request_in(query);
}

std::optional<PointRequestRecord> ConsoleRepository::lock_point_request(std::int64_t id) {
    auto query = connection_.query(SELECT_POINT_REQUEST "WHERE id = ?" + std::string(connection_.row_lock()));
    if (!query.bind(id).next()) return {};
    return point_request_in(query);
}

std::vector<PointRequestRecord> ConsoleRepository::waiting_point_requests() {
    auto query = connection_.query(SELECT_POINT_REQUEST "WHERE state = 0 ORDER BY id");
    std::vector<PointRequestRecord> out;
    while (query.next()) out.push_back(point_request_in(query));
    return out;
}

Points ConsoleRepository::points_moved_alone(std::int64_t person, Timestamp since) {
    auto query = connection_.query(
        "SELECT coalesce(sum(abs(points)), 0) FROM point_requests WHERE person = ? AND asked >= ? AND state "
        "= 1"
        " AND decided_by IS NULL");
    query.bind(person).bind(since).next();
    return Points(query.integer());
}

void ConsoleRepository::decide_point_request(std::int64_t id, PointRequestState state, std::int64_t by) {
    connection_.query("UPDATE point_requests SET state = ?, decided_by = ? WHERE id = ?")
        .bind(static_cast<std::int64_t>(state))
        .bind(by)
        .bind(id)
        .run();
}

}  // namespace tillpoints::cloud
