#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "sample_entries.hpp"

namespace tillpoints::testing {
namespace {

const Timestamp noon = *parse_timestamp("2026-03-01T12:00:00Z");

limits::Rows everything() {
    limits::Rows rows;
    rows.snapshots = {{"phone", CustomerUid("u"), "Золотой", Points(-5), Percent{150}, Percent{5'000}, noon},
                      {"card", {}, "", {}, {}, {}, noon}};
    rows.counters = {{"award/x", 20'000, 3}, {"clock", noon.time_since_epoch().count(), 1}};
    rows.offline_redemptions = {{EntryId("r/1"), "ann", 20'000, Points(500), false},
                                {EntryId("s/1"), "ann", 20'001, Points(700), true}};
    return rows;
}

std::string text_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void store_rows(Outbox& outbox, limits::Rows rows) {
    Batch batch;
    batch.limits = std::move(rows);
    REQUIRE(outbox.commit(batch).has_value());
}

}  // namespace

TEST_CASE(
    "remembered customers, counters and offline redemptions are read back unchanged, by the next owner too") {
    const Shop shop;
    store_rows(*shop.open(), everything());
    const auto outbox = shop.open();
    const auto rows = outbox->limits();
    REQUIRE(rows.has_value());
    const auto expected = everything();
    CHECK(rows->snapshots == expected.snapshots);
    CHECK(rows->counters == expected.counters);
    CHECK(rows->offline_redemptions == expected.offline_redemptions);
}

TEST_CASE("counters of 0, offline redemptions of no points and forgotten customers leave no row") {
    const Shop shop;
    const auto outbox = shop.open();
    store_rows(*outbox, everything());
    limits::Rows gone;
    gone.forgotten = {"phone", "never known"};
    gone.counters = {{"award/x", 0, 0}};
    gone.offline_redemptions = {{EntryId("r/1"), "", 0, Points(), true}};
    store_rows(*outbox, gone);
    const auto rows = outbox->limits().value();
    CHECK(rows.snapshots.size() == 1);
    CHECK(rows.counters.size() == 1);
    CHECK(rows.offline_redemptions.size() == 1);
    limits::Rows again;
    again.counters = {{"clock", 7, 2}};
    store_rows(*outbox, again);
    CHECK(outbox->limits()->counters == again.counters);
}

TEST_CASE("a remembered customer whose record was changed is quarantined, and the others stay") {
    const Shop shop;
    store_rows(*shop.open(), everything());
    shop.meddle("UPDATE snapshots SET as_of = as_of + 1 WHERE key = 'phone'");
    const auto outbox = shop.open();
    CHECK(outbox->limits()->snapshots.size() == 1);
    CHECK(outbox->counts()->quarantined == 1);
}

TEST_CASE("neither tier nor uid nor phone of a remembered customer is readable in the file") {
    const Shop shop;
    auto rows = everything();
    rows.snapshots.front().uid = CustomerUid("5f6e0c2a-0000-4000-8000-000000000001");
    store_rows(*shop.open(), rows);
    for (const auto* name : {"", "-wal"}) {
        const auto bytes = text_of(shop.file() + name);
        CHECK(bytes.find("5f6e0c2a") == std::string::npos);
        CHECK(bytes.find("Золотой") == std::string::npos);
    }
}

}  // namespace tillpoints::testing
