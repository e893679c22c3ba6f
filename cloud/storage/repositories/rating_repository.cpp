#include "cloud/storage/repositories/rating_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_RATING "SELECT operation, created, stars, comment, answer, answered, answered_by FROM ratings "

std::optional<RatingRecord> rating_in(Query& query) {
    if (!query.next()) return {};
    RatingRecord record;
    record.operation = {query.integer()};
    record.created = query.time();
    record.stars = query.integer();
    record.comment = query.maybe_text();
    RatingAnswer answer;
    answer.text = query.maybe_text();
    const auto written = query.maybe_time();
    answer.by = query.maybe_integer().value_or(0);
    if (written) {
        answer.written = *written;
        record.answer = std::move(answer);
    }
    return record;
}

std::vector<RatingRecord> ratings_in(Query& query) {
    std::vector<RatingRecord> out;
    while (auto rating = rating_in(query)) out.push_back(std::move(*rating));
    return out;
}

}  // namespace

void RatingRepository::rate(const RatingRecord& rating) {
    auto query = connection_.query(
        "INSERT INTO ratings (operation, created, stars, comment, branch) VALUES (?, ?, ?, ?, (SELECT branch"
        " FROM operations WHERE id = ?)) ON CONFLICT (operation) DO"
        " UPDATE SET created = excluded.created, stars = excluded.stars, comment = excluded.comment");
    query.bind(rating.operation.value).bind(rating.created).bind(rating.stars);
    query.bind(rating.comment).bind(rating.operation.value).run();
}

std::optional<RatingRecord> RatingRepository::find(OperationId purchase) {
    auto query = connection_.query(SELECT_RATING "WHERE operation = ?");
    return rating_in(query.bind(purchase.value));
}

std::optional<RatingRecord> RatingRepository::lock(OperationId purchase) {
    auto query = connection_.query(SELECT_RATING "WHERE operation = ?" + std::string(connection_.row_lock()));
    return rating_in(query.bind(purchase.value));
}

std::vector<RatingRecord> RatingRepository::newest(int max) {
    auto query = connection_.query(SELECT_RATING "ORDER BY created DESC, operation DESC LIMIT ?");
    return ratings_in(query.bind(max));
}

std::vector<RatingRecord> RatingRepository::lowest(const RatingFilter& filter, int max, std::int64_t offset) {
    std::string sql = SELECT_RATING "WHERE stars >= 1";
    if (filter.branch) sql += " AND branch = ?";
    if (filter.unanswered) sql += " AND answered IS NULL";
    auto query = connection_.query(sql + " ORDER BY stars, created DESC, operation DESC LIMIT ? OFFSET ?");
    if (filter.branch) query.bind(*filter.branch);
    return ratings_in(query.bind(max).bind(offset));
}

void RatingRepository::answer(OperationId purchase, const RatingAnswer& answer) {
    connection_.query("UPDATE ratings SET answer = ?, answered = ?, answered_by = ? WHERE operation = ?")
        .bind(answer.text)
        .bind(answer.written)
        .bind(answer.by)
        .bind(purchase.value)
        .run();
}

void RatingRepository::erase_words(ParticipantId customer) {
    connection_
        .query(
            "UPDATE ratings SET comment = NULL, answer = NULL WHERE operation IN (SELECT id FROM operations"
            " WHERE customer = ?)")
        .bind(customer.value)
        .run();
}

}  // namespace tillpoints::cloud
