#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <random>

#include "plugin/entries/stored_status.hpp"
#include "plugin/replay/schedule.hpp"
#include "story.hpp"

/// Replay of any queue, several entries at a time, in any order of their ends: what may never happen.
namespace tillpoints::replay {
namespace {

std::mt19937_64 dice(5);

int any(int below) {
    return static_cast<int>(dice() % static_cast<std::uint64_t>(below));
}

struct Queue {
    EntryQueue entries;
    std::set<EntryId> in_flight;
    std::vector<std::string> sent;  ///< in order of their first send
};

/// Sales of a few customers and of nobody, some of them returned, some returns returned after another.
Queue any_queue() {
    Queue queue;
    const int size = any(14);
    for (int i = 0; i < size; ++i) {
        const bool back = i > 0 && any(3) == 0;
        OutboxEntry entry = back ? a_return() : an_award();
        entry.id = EntryId("f" + std::to_string(i));
        entry.customer = std::array{"", "ann", "bob", "cid"}[static_cast<std::size_t>(any(4))];
        if (back) entry.after = queue.entries[static_cast<std::size_t>(any(i))].id;
        queue.entries.push_back(std::move(entry));
    }
    return queue;
}

void begin(Queue& queue, const std::vector<std::size_t>& due) {
    for (const auto i : due) {
        queue.in_flight.insert(queue.entries[i].id);
        queue.sent.push_back(queue.entries[i].id.text);
    }
}

/// One of those in flight ends: confirmed, parked, or to be tried again.
void end_one(Queue& queue) {
    const EntryId id = *std::next(queue.in_flight.begin(), any(static_cast<int>(queue.in_flight.size())));
    queue.in_flight.erase(id);
    auto& entry = *std::find_if(queue.entries.begin(), queue.entries.end(),
                                [&](const OutboxEntry& it) { return it.id == id; });
    const int outcome = any(8);
    if (outcome == 0) return;
    entry.state = stored_status(outcome == 1 ? EntryState::parked : EntryState::confirmed);
}

bool done_before(const Queue& queue, const EntryId& id) {
    const auto at = std::find_if(queue.entries.begin(), queue.entries.end(),
                                 [&](const OutboxEntry& it) { return it.id == id; });
    return at->state == EntryState::confirmed && !queue.in_flight.contains(id);
}

void check_invariants(const Queue& queue, std::size_t most) {
    REQUIRE(queue.in_flight.size() <= most);
    std::set<std::string> customers;
    for (const auto& entry : queue.entries) {
        if (!queue.in_flight.contains(entry.id)) continue;
        if (!entry.customer.empty()) REQUIRE(customers.insert(entry.customer).second);
        if (entry.after) REQUIRE(done_before(queue, *entry.after));
    }
}

/// The entries of one customer in order of storing, parked ones and what stands on them left out.
std::vector<std::string> firsts_of(const std::string& customer, const Queue& queue) {
    std::vector<std::string> out;
    for (const auto& id : queue.sent)
        for (const auto& entry : queue.entries)
            if (entry.id.text == id && entry.customer == customer && entry.state == EntryState::confirmed &&
                !entry.after && std::find(out.begin(), out.end(), id) == out.end())
                out.push_back(id);
    return out;
}

}  // namespace

TEST_CASE(
    "in parallel: never two of one customer in flight, never a return before its purchase, never more than "
    "allowed") {
    for (int round = 0; round < 2'000; ++round) {
        Queue queue = any_queue();
        const auto most = static_cast<std::size_t>(1 + any(5));
        do {
            begin(queue,
                  due_now(queue.entries, queue.in_flight, {nine_o_clock, {}}, most - queue.in_flight.size()));
            check_invariants(queue, most);
            if (!queue.in_flight.empty()) end_one(queue);
        } while (!queue.in_flight.empty());
        for (const auto& customer : {"ann", "bob", "cid"}) {
            const auto order = firsts_of(customer, queue);
            REQUIRE(std::is_sorted(order.begin(), order.end(), [](const auto& a, const auto& b) {
                return std::stoi(a.substr(1)) < std::stoi(b.substr(1));
            }));
        }
    }
}

TEST_CASE("in parallel: everything that no parked entry holds up is sent, in whatever order the sends end") {
    for (int round = 0; round < 2'000; ++round) {
        Queue queue = any_queue();
        for (;;) {
            begin(queue,
                  due_now(queue.entries, queue.in_flight, {nine_o_clock, {}}, 3 - queue.in_flight.size()));
            if (queue.in_flight.empty()) break;
            end_one(queue);
        }
        for (const auto& entry : queue.entries)
            if (entry.state == EntryState::pending)
                REQUIRE((entry.after.has_value() && !done_before(queue, *entry.after)));
    }
}

}  // namespace tillpoints::replay
