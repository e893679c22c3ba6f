#include "cloud/storage/repositories/programme_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_VERSION \
    "SELECT id, made, person, starts, document, note, changes, withdrawn FROM programme_versions "

std::optional<ProgrammeVersion> programme_version_in(Query& query) {
    if (!query.next()) return {};
    ProgrammeVersion version;
    version.id = query.integer();
    version.made = query.time();
    version.person = query.maybe_integer();
    version.starts = query.time();
    version.document = query.text();
    version.note = query.text();
    version.changes = query.text();
    version.withdrawn = query.integer() != 0;
    return version;
}

}  // namespace

std::int64_t ProgrammeRepository::add(const ProgrammeVersion& version) {
    auto query = connection_.query(
        "INSERT INTO programme_versions (made, person, starts, document, note, changes, withdrawn) VALUES "
        "(?, ?,"
        " ?, ?, ?, ?, 0) RETURNING id");
    query.bind(version.made).bind(version.person).bind(version.starts);
    query.bind(version.document).bind(version.note).bind(version.changes).next();
    return query.integer();
}

std::optional<ProgrammeVersion> ProgrammeRepository::find(std::int64_t id) {
    auto query = connection_.query(SELECT_VERSION "WHERE id = ?");
    query.bind(id);
    return programme_version_in(query);
}

std::vector<ProgrammeVersion> ProgrammeRepository::versions(int max) {
    auto query = connection_.query(SELECT_VERSION "ORDER BY id DESC LIMIT ?");
    query.bind(max);
    std::vector<ProgrammeVersion> rows;
    while (auto version = programme_version_in(query)) rows.push_back(std::move(*version));
    return rows;
}

std::vector<ProgrammeStart> ProgrammeRepository::starts() {
    auto query =
        connection_.query("SELECT id, starts, withdrawn FROM programme_versions ORDER BY starts, id");
    std::vector<ProgrammeStart> rows;
    while (query.next()) {
        ProgrammeStart row;
        row.id = query.integer();
        row.starts = query.time();
        row.withdrawn = query.integer() != 0;
        rows.push_back(row);
    }
    return rows;
}

bool ProgrammeRepository::withdraw(std::int64_t id, Timestamp now) {
    auto query = connection_.query(
        "UPDATE programme_versions SET withdrawn = 1 WHERE id = ? AND withdrawn = 0 AND starts > ? RETURNING"
        " id");
    return query.bind(id).bind(now).next();
}

void ProgrammeRepository::keep_parts(OperationId purchase, const ExcludedParts& parts) {
    auto query = connection_.query(
        "INSERT INTO purchase_parts (operation, skip_loyalty, unredeemable) VALUES (?, ?, ?)");
    query.bind(purchase.value).bind(parts.skip_loyalty.count).bind(parts.unredeemable.count).run();
}

ExcludedParts ProgrammeRepository::parts_of(OperationId purchase) {
    auto query =
        connection_.query("SELECT skip_loyalty, unredeemable FROM purchase_parts WHERE operation = ?");
    if (!query.bind(purchase.value).next()) return {};
    const Money skipped(query.integer());
    return {skipped, Money(query.integer())};
}

SpentBefore ProgrammeRepository::spent_before(ParticipantId customer, Timestamp moment) {
    auto query = connection_.query(
        "SELECT coalesce(sum(CASE WHEN origin IS NULL THEN cash ELSE -cash END), 0), coalesce(sum(CASE WHEN"
        " origin IS NULL AND state <> ? THEN 1 ELSE 0 END), 0) FROM operations WHERE customer = ? AND"
        " created < ?");
    query.bind(static_cast<std::int64_t>(loyalty::OperationState::canceled));
    query.bind(customer.value).bind(moment).next();
    const Money cash(query.integer());
    return {cash, query.integer()};
}

Newcomers ProgrammeRepository::newcomers(Timestamp from, Timestamp to) {
    auto query = connection_.query(
        "SELECT count(*), coalesce(sum(CASE WHEN inviter IS NULL THEN 0 ELSE 1 END), 0) FROM customers WHERE"
        " created >= ? AND created < ? AND uid IS NOT NULL AND imported = 0");
    query.bind(from).bind(to).next();
    const auto all = query.integer();
    return {all, query.integer()};
}

std::int64_t ProgrammeRepository::operations_between(Timestamp from, Timestamp to) {
    auto query = connection_.query("SELECT count(*) FROM operations WHERE created >= ? AND created < ?");
    query.bind(from).bind(to).next();
    return query.integer();
}

}  // namespace tillpoints::cloud
