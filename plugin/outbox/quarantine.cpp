#include "plugin/outbox/quarantine.hpp"

#include "protocol/json.hpp"

namespace tillpoints::outbox {
namespace {

std::string shown(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    return {};
}

/// The plain columns as a JSON object, for an operator who repairs the record.
std::string plain_text(const SealedTable& table, const Row& cells) {
    Json json = Json::object();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto* number = std::get_if<std::int64_t>(&cells[i]);
        const auto* text = std::get_if<std::string>(&cells[i]);
        json.set(table.columns[i], number ? Json(*number) : text ? Json(*text) : Json());
    }
    return dump(json);
}

}  // namespace

std::string SealedTable::column_list() const {
    std::string list;
    for (const auto column : columns) list += std::string(column) + ", ";
    return list + "sealed";
}

std::string SealedTable::select(std::string_view rest) const {
    return "SELECT seq, " + column_list() + " FROM " + std::string(name) + " " + std::string(rest);
}

std::string SealedTable::upsert() const {
    const std::string id(columns[static_cast<std::size_t>(id_column)]);
    std::string marks = "?";
    std::string changes = "sealed=excluded.sealed";
    for (const auto column : columns) {
        marks += ",?";
        if (column != id) changes += ", " + std::string(column) + "=excluded." + std::string(column);
    }
    return "INSERT INTO " + std::string(name) + "(" + column_list() + ") VALUES(" + marks + ") ON CONFLICT(" +
           id + ") DO UPDATE SET " + changes;
}

std::string SealedTable::change() const {
    std::string changes;
    std::string where;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool known =
            columns[i] == columns[static_cast<std::size_t>(id_column)] || columns[i] == indexed;
        const std::string pair = std::string(columns[i]) + "=?" + std::to_string(i + 1);
        if (known)
            where += (where.empty() ? "" : " AND ") + pair;
        else
            changes += pair + ", ";
    }
    return "UPDATE " + std::string(name) + " SET " + changes + "sealed=?" +
           std::to_string(columns.size() + 1) + " WHERE " + where;
}

void put(Statement& change, Statement& upsert, std::span<const Cell> cells, std::string_view sealed) {
    const auto run = [&](Statement& statement) {
        Query query(statement);
        bind_cells(query, 1, cells);
        return query.bind_blob(static_cast<int>(cells.size()) + 1, sealed).run();
    };
    if (run(change) == 0) run(upsert);
}

StoredRow read_stored(const Query& query, const SealedTable& table) {
    const int count = static_cast<int>(table.columns.size());
    return {query.integer(0), read_cells(query, 1, count), query.bytes(count + 1)};
}

Quarantine::Quarantine(Database& database, JournalTable& journal, std::function<Timestamp()> now)
    : database_(database),
      journal_(journal),
      now_(std::move(now)),
      insert_(database,
              "INSERT INTO quarantine(source, id, receipt, found_at, reason, plain, sealed) "
              "VALUES(?,?,?,?,?,?,?)"),
      count_(database, "SELECT count(*) FROM quarantine"),
      sums_(database, "SELECT redeemed, award_promised FROM receipts WHERE receipt = ?") {}

void Quarantine::meet(const SealedTable& table, StoredRow row, const std::string& reason) {
    met_.push_back({&table, std::move(row), reason});
}

void Quarantine::settle(bool may_write) {
    const auto met = std::exchange(met_, {});
    if (met.empty() || !may_write) return;
    try {
        Transaction transaction(database_);
        for (const auto& damaged : met) move(damaged);
        transaction.commit();
    } catch (const SqliteFailure&) {
        return;
    }
}

void Quarantine::move(const Damaged& damaged) {
    const auto& [table, row, reason] = damaged;
    const auto id = shown(row.cells[static_cast<std::size_t>(table->id_column)]);
    const auto receipt =
        table->receipt_column < 0 ? "" : shown(row.cells[static_cast<std::size_t>(table->receipt_column)]);
    const auto plain = plain_text(*table, row.cells);
    const Timestamp at = now_();
    Query(insert_)
        .bind(1, table->name)
        .bind(2, id)
        .bind(3, receipt)
        .bind(4, at.time_since_epoch().count())
        .bind(5, reason)
        .bind(6, plain)
        .bind_blob(7, row.sealed)
        .run();
    Statement remove(database_, "DELETE FROM " + std::string(table->name) + " WHERE seq=?");
    Query(remove).bind(1, row.seq).run();
    JournalLine line{
        ReceiptId(receipt), {}, at, "quarantined", std::string(table->name) + " " + id + ": " + reason};
    if (table->name == "facts") {
        line.entry = EntryId(id);
        line.detail += at_stake(receipt);
    }
    journal_.append(line);
}

/// The damaged entry's sums are sealed, so the journal names those of its receipt as what may be lost.
std::string Quarantine::at_stake(const std::string& receipt) {
    Query query(sums_);
    if (!query.bind(1, receipt).next()) return "; its receipt is not recorded, the sum at stake is unknown";
    return "; at stake: " + to_text(Points(query.integer(0))) + " points redeemed, " +
           to_text(Points(query.integer(1))) + " promised";
}

std::int64_t Quarantine::count() {
    Query query(count_);
    return query.next() ? query.integer(0) : 0;
}

}  // namespace tillpoints::outbox
