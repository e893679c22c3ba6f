#include "plugin/outbox/limits_tables.hpp"

#include "protocol/json.hpp"

namespace tillpoints::outbox {

LimitsTables::LimitsTables(Database& database, const Sealer& sealer, Quarantine& quarantine)
    : sealer_(sealer),
      quarantine_(quarantine),
      snapshots_{"snapshots", {"key", "as_of"}, 0, -1},
      put_snapshot_(database, snapshots_.upsert()),
      forget_snapshot_(database, "DELETE FROM snapshots WHERE key = ?"),
      all_snapshots_(database, snapshots_.select("")),
      snapshots_after_(database, snapshots_.select("WHERE seq > ? ORDER BY seq")),
      put_counter_(database, "INSERT OR REPLACE INTO counters(name, number, count) VALUES(?,?,?)"),
      drop_counter_(database, "DELETE FROM counters WHERE name = ?"),
      all_counters_(database, "SELECT name, number, count FROM counters"),
      put_offline_redemption_(
          database,
          "INSERT OR REPLACE INTO promises(fact, customer, day, points, settled) VALUES(?,?,?,?,?)"),
      drop_offline_redemption_(database, "DELETE FROM promises WHERE fact = ?"),
      all_offline_redemptions_(database, "SELECT fact, customer, day, points, settled FROM promises") {}

void LimitsTables::put(const limits::Rows& rows) {
    for (const auto& snapshot : rows.snapshots) put(snapshot);
    for (const auto& key : rows.forgotten) Query(forget_snapshot_).bind(1, key).run();
    for (const auto& counter : rows.counters) put(counter);
    for (const auto& offline_redemption : rows.offline_redemptions) put(offline_redemption);
}

void LimitsTables::put(const limits::Snapshot& snapshot) {
    const Row cells{snapshot.key, snapshot.as_of.time_since_epoch().count()};
    const auto sealed = sealer_.seal(dump(limits::to_json(snapshot)), vouched(snapshots_.name, cells));
    Query query(put_snapshot_);
    bind_cells(query, 1, cells);
    query.bind_blob(3, sealed).run();
}

void LimitsTables::put(const limits::Counter& counter) {
    if (counter.count > 0)
        Query(put_counter_).bind(1, counter.name).bind(2, counter.window).bind(3, counter.count).run();
    else
        Query(drop_counter_).bind(1, counter.name).run();
}

void LimitsTables::put(const limits::OfflineRedemptionRow& offline_redemption) {
    if (offline_redemption.points <= Points()) {
        Query(drop_offline_redemption_).bind(1, offline_redemption.entry.text).run();
        return;
    }
    Query query(put_offline_redemption_);
    query.bind(1, offline_redemption.entry.text)
        .bind(2, offline_redemption.customer)
        .bind(3, offline_redemption.day);
    query.bind(4, offline_redemption.points.count).bind(5, std::int64_t(offline_redemption.settled)).run();
}

limits::Snapshot LimitsTables::decode(const StoredRow& row) const {
    const auto json = parse_json(unseal(sealer_, snapshots_.name, row.cells, row.sealed));
    auto snapshot = json ? limits::snapshot_from(*json) : Result<limits::Snapshot>(json.error());
    if (!snapshot) throw Undecodable{snapshot.error().sentence()};
    snapshot->key = text_of(row.cells[0]);
    snapshot->as_of = Timestamp(std::chrono::milliseconds(integer_of(row.cells[1])));
    return std::move(*snapshot);
}

std::vector<std::pair<std::int64_t, limits::Snapshot>> LimitsTables::snapshots_after(std::int64_t seq,
                                                                                     std::size_t most) {
    std::vector<std::pair<std::int64_t, limits::Snapshot>> found;
    Query query(snapshots_after_);
    read_records(
        query.bind(1, seq), snapshots_, quarantine_,
        [this](const StoredRow& row) { return std::pair(row.seq, decode(row)); },
        [&](std::pair<std::int64_t, limits::Snapshot> snapshot) { found.push_back(std::move(snapshot)); },
        most);
    return found;
}

limits::Rows LimitsTables::read() {
    limits::Rows rows;
    {
        Query query(all_snapshots_);
        read_records(
            query, snapshots_, quarantine_, [this](const StoredRow& row) { return decode(row); },
            [&](limits::Snapshot snapshot) { rows.snapshots.push_back(std::move(snapshot)); });
    }
    {
        Query query(all_counters_);
        while (query.next()) rows.counters.push_back({query.bytes(0), query.integer(1), query.integer(2)});
    }
    Query query(all_offline_redemptions_);
    while (query.next())
        rows.offline_redemptions.push_back({EntryId(query.bytes(0)), query.bytes(1), query.integer(2),
                                            Points(query.integer(3)), query.integer(4) != 0});
    return rows;
}

}  // namespace tillpoints::outbox
