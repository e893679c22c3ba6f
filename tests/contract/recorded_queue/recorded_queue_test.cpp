#include <catch2/catch.hpp>
#include <future>
#include <map>
#include <set>

#include "accepting_cloud.hpp"
#include "plugin/runtime/runtime.hpp"
#include "plugin/session/session.hpp"
#include "sample_entries.hpp"

/// tests/data/outbox/outage-0.1.0: what version 0.1.0 left when its process was killed in an outage
/// (tests/data/README.md lists it).
namespace tillpoints::testing {
namespace {

void copy_recorded_files(const Shop& shop) {
    const std::string from = TILLPOINTS_TEST_DATA "/outbox/outage-0.1.0/outbox";
    write_bytes(shop.file(), bytes_of(from + ".db"));
    write_bytes(shop.key_file(), bytes_of(from + ".key"));
}

using States = std::map<std::string, EntryState>;

States states_in(const Shop& shop) {
    States states;
    for (const auto& entry : all_entries(*shop.open())) states[entry.id.text] = entry.state;
    return states;
}

const States recorded{
    {"s01/1", EntryState::confirmed}, {"s02/1", EntryState::confirmed}, {"s03/1", EntryState::confirmed},
    {"s05/1", EntryState::withdrawn}, {"r06/1", EntryState::confirmed}, {"s07/1", EntryState::confirmed},
    {"s08/1", EntryState::sent},      {"s10/1", EntryState::pending},   {"s11/1", EntryState::pending},
    {"s12/1", EntryState::pending},   {"s13/1", EntryState::pending},   {"r14/1", EntryState::pending},
    {"s16/1", EntryState::pending}};

/// The library without its C interface, on the recorded files and a cloud in memory.
class Terminal {
  public:
    Terminal(const Shop& shop, AcceptingCloud& cloud) {
        Config config;
        config.offline.redemption.enabled = true;
        config.timing.settle_horizon = std::chrono::milliseconds(500);
        CommandInbox::Options commands{(shop.folder() / "commands.db").string(), shop.key_file(), {}};
        const auto transport =
            [&](const boost::asio::any_io_executor& executor) -> Result<std::unique_ptr<Transport>> {
            return cloud.transport(executor);
        };
        auto log = Log::to(LogLevel::error, [](LogLevel, std::string_view) {});
        runtime_ =
            Runtime::start(config, shop.open(), std::move(commands), transport, std::move(log)).value();
    }

    Json say(const std::string& event) {
        std::promise<std::string> reply;
        runtime_->submit(event, std::chrono::seconds(20),
                         [&](std::string_view text) { reply.set_value(std::string(text)); });
        return parse_json(reply.get_future().get()).value();
    }

    /// Asks for the status, one question after another, until these many entries wait and none is unclear.
    bool comes_down_to(std::int64_t pending) {
        const auto due = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (std::chrono::steady_clock::now() < due) {
            const auto queue = *status().find("queue");
            if (*queue.find("pending") == Json(pending) && *queue.find("settling") == Json(0)) return true;
        }
        return false;
    }

  private:
    Json status() {
        std::promise<Json> told;
        runtime_->status([&](Json json) { told.set_value(std::move(json)); });
        return told.get_future().get();
    }

    std::unique_ptr<Runtime> runtime_;
};

const char* const register_started =
    R"({"v":1,"event":"register_started","register":{"serial":"1"},"open":["s16","s17"],"closed":[],)"
    R"("complete_since":"2026-11-29T00:00:00Z"})";
const char* const closed_with_the_discount =
    R"({"v":1,"event":"receipt_closed","receipt_id":"s16","total":18000,"closed_at":"2026-11-29T08:31:00Z",)"
    R"("positions":[{"id":"a","price":18000,"quantity":"1","sum":18000}]})";

}  // namespace

TEST_CASE("a queue that version 0.1.0 wrote opens with every entry, session and journal line readable") {
    const Shop shop;
    copy_recorded_files(shop);
    CHECK(states_in(shop) == recorded);
    const auto outbox = shop.open();
    std::set<std::string> open;
    for (const auto& stored : outbox->unfinished_sessions().value()) {
        open.insert(stored.receipt.text);
        const auto session = session::session_from(parse_json(stored.state).value());
        REQUIRE(session.has_value());
        CHECK(session->receipt == stored.receipt);
    }
    CHECK(open == std::set<std::string>{"s09", "s16", "s17"});
    CHECK(outbox->limits()->offline_redemptions.size() == 3);
    CHECK(outbox->journal_of(ReceiptId("s08"))->size() >= 1);
    CHECK(outbox->value("settings")->has_value());
    CHECK(outbox->counts()->quarantined == 0);
}

TEST_CASE(
    "a queue that version 0.1.0 wrote is sent to the end, each entry once, its open receipts going on") {
    const Shop shop;
    copy_recorded_files(shop);
    AcceptingCloud cloud;
    {
        const auto unclear = shop.open()->entry(EntryId("s08/1")).value();
        auto arrived = std::get<PurchaseEntry>(unclear->body).operation;
        arrived.number = unclear->id.text;
        cloud.already_has(arrived, unclear->first_sent->local);
    }
    {
        Terminal terminal(shop, cloud);
        CHECK(*terminal.say(register_started).find("status") == Json("ok"));
        CHECK(terminal.comes_down_to(1));  // the redemption of the receipt that is still open
        CHECK(*terminal.say(closed_with_the_discount).find("status") == Json("stored"));
        CHECK(terminal.comes_down_to(0));
    }
    auto settled = recorded;
    for (auto& [number, state] : settled)
        if (state != EntryState::withdrawn) state = EntryState::confirmed;
    CHECK(states_in(shop) == settled);
    std::multiset<std::string> numbers;
    for (const auto& operation : cloud.operations()) numbers.insert(operation.receipt_number.value_or(""));
    CHECK(numbers ==
          std::multiset<std::string>{"s08/1", "s08/1", "s10/1", "s11/1", "s12/1", "s13/1", "s16/1"});
}

}  // namespace tillpoints::testing
