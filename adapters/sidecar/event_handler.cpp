#include "adapters/sidecar/event_handler.hpp"

#include <boost/asio/steady_timer.hpp>
#include <ctime>

#include "adapters/sidecar/answers.hpp"
#include "adapters/sidecar/digest.hpp"
#include "adapters/sidecar/event_name.hpp"

namespace tillpoints::sidecar {
namespace {

using Clock = std::chrono::steady_clock;

/// How long an answer waits for its place on the disk; then the cashier gets it without.
constexpr std::chrono::seconds longest_wait_for_disk{1};
/// A longer event is read on its terminal's thread, so that no other terminal waits meanwhile.
constexpr std::size_t longest_read_at_once = 16u << 10;
/// Answers that the disk did not take and that are remembered in memory.
constexpr std::size_t most_unstored = 4096;

HttpAnswer replayed_answer(const std::string& text) {
    auto answer = json_answer(200, text);
    answer.headers.emplace_back("Idempotency-Replayed", "true");
    return answer;
}

HttpAnswer other_body_answer() {
    return error_answer(
        422, "key_reused",
        "This Idempotency-Key was used for another event. Send a retry with exactly the bytes "
        "of the first request, and every new event under a key of its own.");
}

HttpAnswer not_taken(tillpoints_status status, const Terminal& terminal) {
    if (status == TILLPOINTS_BUSY)
        return error_answer(503, "busy",
                            "Too many events wait. Nothing was taken: send the same event again.");
    const auto* why = terminal.problem().empty() ? name_of(terminal.state()) : terminal.problem().c_str();
    return error_answer(503, "terminal_not_running",
                        "The terminal " + terminal.name() + " is not running (" + why +
                            "). Nothing was taken: go on without loyalty and send the event again.");
}

/// An opening is submitted again whatever was answered, because the library may have lost it with the process
/// (EVENTS.md, receipt_opened) and answers a repetition as it answered the first.
bool is_always_submitted(const std::string& event) {
    return event == "receipt_opened";
}

std::string utc_now() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

}  // namespace

struct EventHandler::Work {
    IncomingEvent event;
    AnswerKey key;
    Retries::Waiter waiter = 0;  ///< the first one
    std::string digest;
    EventName name;
    Clock::time_point began = Clock::now();
    bool finished = false;
    bool has_key() const { return !key.key.empty(); }
    void read() {
        name = name_of_event(event.body);
        // It may hold a customer's PIN, which its digest would give away. Repeated, it is answered as it
        // stands.
        if (name.event == "confirmation_requested") key.key.clear();
        if (has_key()) digest = sha256_hex(event.body);
    }
};

EventHandler::EventHandler(boost::asio::io_context& io, AnswerStore& store, Streams& streams,
                           Metrics& metrics, std::size_t most_in_flight)
    : io_(io), store_(store), streams_(streams), metrics_(metrics), most_in_flight_(most_in_flight) {}

void EventHandler::take(IncomingEvent event, Done done) {
    const auto terminal = event.terminal;
    if (terminal->in_flight >= most_in_flight_)
        return done(
            error_answer(429, "too_many_in_flight",
                         "Too many events of this terminal wait for their answers. Nothing was taken: "
                         "send the same event again after the next answer."));
    auto work = std::make_shared<Work>();
    work->key = {terminal->name(), event.key};
    work->waiter = ++next_;
    work->event = std::move(event);
    ++terminal->in_flight;
    waiting_.emplace(work->waiter, [terminal, done = std::move(done)](HttpAnswer answer) {
        --terminal->in_flight;
        done(std::move(answer));
    });
    if (work->event.body.size() <= longest_read_at_once) {
        work->read();
        return begin(work);
    }
    terminal->run([work] { work->read(); }, [this, work] { begin(work); });
}

void EventHandler::begin(const WorkPtr& work) {
    if (!work->has_key()) return submit(work);
    const auto arrival = retries_.arrive(work->key, work->digest, work->waiter);
    if (arrival.too_many)
        return answer(work->waiter, error_answer(429, "too_many_retries",
                                                 "Many requests wait for the answer to this event already. "
                                                 "Wait for it, then send the retry again."));
    switch (arrival.verdict) {
        case Retries::Verdict::first:
            return look_up(work);
        case Retries::Verdict::joined:
            ++metrics_.replayed;
            return;
        case Retries::Verdict::answered:
            ++metrics_.replayed;
            return answer(work->waiter, replayed_answer(arrival.answer));
        case Retries::Verdict::other_body:
            return answer(work->waiter, other_body_answer());
    }
}

void EventHandler::look_up(const WorkPtr& work) {
    store_.find(work->key, [this, work](const std::optional<KeptAnswer>& kept) {
        if (!kept) return submit(work);
        if (kept->body_digest != work->digest) return finish(work, other_body_answer());
        if (is_always_submitted(kept->event)) return submit(work);
        ++metrics_.replayed;
        finish(work, replayed_answer(kept->answer));
    });
}

void EventHandler::submit(const WorkPtr& work) {
    const auto status =
        work->event.terminal->submit(work->event.body, work->event.deadline_ms,
                                     [this, work](const std::string& reply) { replied(work, reply); });
    if (status != TILLPOINTS_OK) {
        metrics_.refused(status == TILLPOINTS_BUSY ? "busy" : "terminal_not_running");
        finish(work, not_taken(status, *work->event.terminal));
    }
}

void EventHandler::replied(const WorkPtr& work, const std::string& reply) {
    record(*work, reply);
    const auto status = status_of_reply(reply);
    if (work->has_key() && !status.nothing_happened()) return keep(work, reply, status.status);
    metrics_.answered(work->event.terminal->name(), status.status,
                      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - work->began));
    finish(work, json_answer(200, reply));
}

void EventHandler::keep(const WorkPtr& work, const std::string& reply, const std::string& status) {
    const auto give = [this, work, reply, status] {
        if (std::exchange(work->finished, true)) return;
        metrics_.answered(work->event.terminal->name(), status,
                          std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - work->began));
        for (const auto waiter : retries_.answer(work->key, reply)) answer(waiter, json_answer(200, reply));
    };
    // Its answer is never given from the disk, which keeps only whose key it is.
    if (is_always_submitted(work->name.event)) give();
    auto impatience = std::make_shared<boost::asio::steady_timer>(io_, longest_wait_for_disk);
    impatience->async_wait([this, give, work](boost::system::error_code cancelled) {
        if (cancelled || work->finished) return;
        ++metrics_.not_stored;
        give();
    });
    store_.keep(work->key, {work->digest, work->name.event, work->name.receipt, reply},
                [this, work, give, impatience](bool stored) {
                    if (!stored) ++metrics_.not_stored;
                    give();
                    impatience->cancel();
                    // What the disk refused is known as long as the daemon runs.
                    if (stored || retries_.size() > most_unstored) retries_.forget(work->key);
                });
}

void EventHandler::record(const Work& work, const std::string& reply) {
    const auto status = status_of_reply(reply);
    const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - work.began);
    auto& terminal = *work.event.terminal;
    Json item{{"at", utc_now()},
              {"event", work.name.event},
              {"receipt_id", work.name.receipt.empty() ? Json() : Json(work.name.receipt)},
              {"status", status.status},
              {"reason", status.reason.empty() ? Json() : Json(status.reason)},
              {"ms", waited.count()}};
    terminal.journal.add("event", item.dump(-1, ' ', false, Json::error_handler_t::replace));
    streams_.notify(terminal);
}

void EventHandler::finish(const WorkPtr& work, const HttpAnswer& given) {
    if (!work->has_key()) return answer(work->waiter, given);
    for (const auto waiter : retries_.forget(work->key)) answer(waiter, given);
}

void EventHandler::answer(Retries::Waiter waiter, const HttpAnswer& given) {
    const auto found = waiting_.find(waiter);
    if (found == waiting_.end()) return;
    const auto done = std::move(found->second);
    waiting_.erase(found);
    done(given);
}

}  // namespace tillpoints::sidecar
