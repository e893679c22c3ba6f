#include "plugin/runtime/desk.hpp"

#include <algorithm>

#include "plugin/session/parts.hpp"
#include "plugin/session/returning.hpp"

namespace tillpoints {
namespace {

/// A register that says more than this at once does not wait for its answers.
constexpr std::size_t most_in_lane = 64;
constexpr std::size_t most_waiting = 1'024;

/// Events that make or need no session of a sale.
bool is_sale_end(const till::Event& event) {
    return std::holds_alternative<till::ReceiptClosed>(event) ||
           std::holds_alternative<till::ReceiptCancelled>(event);
}

}  // namespace

Desk::Desk(const Ground& ground, Courier& courier)
    : config_(ground.config),
      loop_(ground.loop),
      clock_(ground.clock),
      line_(ground.line),
      disk_(ground.disk),
      courier_(courier),
      log_(ground.log),
      fresh_uuid_(ground.fresh_uuid),
      decisions_(ground.decisions) {}

void Desk::resume(const std::vector<StoredSession>& sessions) {
    for (const auto& stored : sessions) {
        const auto json = parse_json(stored.state, {64u << 20, 64});
        auto session = json ? session::session_from(*json) : Result<session::Session>(json.error());
        if (!session) {
            log_.write(LogLevel::error,
                       "session " + stored.receipt.text + " cannot be read: " + session.error().sentence());
            continue;
        }
        Lane& lane = lanes_[stored.receipt];
        lane.session = std::move(session.value());
        lane.stored_form = stored.state;
    }
}

bool Desk::is_open(const ReceiptId& receipt) const {
    const auto lane = lanes_.find(receipt);
    return lane != lanes_.end() && lane->second.session &&
           lane->second.session->phase == session::Phase::open;
}

void Desk::take(till::Event event, TicketPtr ticket) {
    // A receipt the register speaks of again is in doubt no more.
    if (const auto* receipt = till::receipt_of(event); receipt && doubt_) doubt_->receipts.erase(*receipt);
    if (const auto* started = std::get_if<till::RegisterStarted>(&event))
        return register_started(*started, std::move(ticket));
    if (const auto* shift = std::get_if<till::ShiftClosed>(&event))
        return shift_closed(*shift, std::move(ticket));
    if (const auto* opened = std::get_if<till::ReceiptOpened>(&event)) {
        shift_ = opened->shift;
        if (opened->lists.complete_since) reconcile(opened->lists, true, opened->receipt);
    }
    if (const auto* returned = std::get_if<till::ReturnClosed>(&event); returned && returned->original) {
        const ReceiptId sale = *returned->original;  // a copy: the event is moved from
        return enqueue(sale, std::move(event), std::move(ticket));
    }
    const ReceiptId receipt = *till::receipt_of(event);
    enqueue(receipt, std::move(event), std::move(ticket));
}

void Desk::enqueue(const ReceiptId& receipt, till::Event event, TicketPtr ticket) {
    if (waiting_ >= most_waiting || lane_of(receipt).waiting.size() >= most_in_lane)
        return turn_away(receipt, std::move(ticket));
    lane_of(receipt).at_work = true;
    recover(receipt, std::move(event), std::move(ticket));
}

void Desk::turn_away(const ReceiptId& receipt, TicketPtr ticket) {
    arm(receipt, ticket);
    lane_of(receipt).waiting.push_back({session::DeadlineReached{}, std::move(ticket), 0, true});
    run(receipt);
}

/// Without a bound: what the register's lists recover is said by nobody again.
void Desk::recover(const ReceiptId& receipt, till::Event event, TicketPtr ticket) {
    arm(receipt, ticket);
    lane_of(receipt).waiting.push_back({std::move(event), std::move(ticket), 0});
    waiting_ += 1;
    run(receipt);
}

void Desk::arm(const ReceiptId& receipt, const TicketPtr& ticket) {
    const auto soft = [this, receipt, weak = std::weak_ptr(ticket)] {
        const auto it = weak.lock();
        if (!it || stopping_) return;
        const auto lane = lanes_.find(receipt);
        if (lane == lanes_.end() || lane->second.current != it) return;
        lane->second.urgent.push_back({session::DeadlineReached{}, it, 0});
        run(receipt);
    };
    const auto hard = [this, receipt, weak = std::weak_ptr(ticket)] {
        const auto it = weak.lock();
        if (!it || stopping_) return;
        it->answer(session::reply(it->event(), "not_stored"));
        if (!stopping_) give_up(receipt, it);
    };
    ticket->arm(soft, hard);
}

/// An event that a defect struck, or that nothing answers any more, must not hold up what comes after it.
void Desk::give_up(const ReceiptId& receipt, const TicketPtr& ticket) {
    const auto found = lanes_.find(receipt);
    if (found == lanes_.end() || found->second.current != ticket || found->second.busy) return;
    found->second.current = nullptr;
    if (auto& session = found->second.session) {
        session->waiting = session::Waiting::nothing;
        session->event.clear();
        session->discount_request.reset();
    }
    run(receipt);
}

void Desk::drop_unheard(Lane& lane) {
    // Answered not_stored while it waited: it will be said again, and must not happen twice.
    while (!lane.waiting.empty() &&
           (lane.waiting.front().turned_away || lane.waiting.front().ticket->answered())) {
        const Job job = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        if (job.turned_away)
            job.ticket->answer(session::reply(job.ticket->event(), "not_stored").set("reason", "busy"));
        else
            waiting_ -= 1;
    }
}

void Desk::run(const ReceiptId& receipt) {
    Lane& lane = lane_of(receipt);
    if (lane.busy || stopping_) return;
    if (!lane.urgent.empty()) {
        Job job = std::move(lane.urgent.front());
        lane.urgent.pop_front();
        const bool late = job.ticket && job.ticket != lane.current;
        const bool stale = job.question != 0 && job.question != lane.question;
        if (late || stale || !lane.session) return run(receipt);
        return take_step(receipt, job.input);
    }
    if (lane.current) return;
    drop_unheard(lane);
    if (lane.waiting.empty()) {
        const bool finished = !lane.session || lane.session->phase != session::Phase::open;
        if (finished) lanes_.erase(receipt);
        return;
    }
    Job job = std::move(lane.waiting.front());
    lane.waiting.pop_front();
    waiting_ -= 1;
    lane.current = job.ticket;
    const auto ticket = job.ticket;
    begin(receipt, std::move(job));
    // Its time was up while it waited its turn.
    const auto found = lanes_.find(receipt);
    if (!ticket->soft_deadline_passed() || found == lanes_.end() || found->second.current != ticket) return;
    found->second.urgent.push_back({session::DeadlineReached{}, ticket, 0});
    run(receipt);
}

void Desk::begin(const ReceiptId& receipt, Job job) {
    Lane& lane = lane_of(receipt);
    if (job.command)
        return lane.session ? ruled(receipt, *job.command) : load_finished(receipt, std::move(job));
    const auto& event = std::get<till::Event>(job.input);
    if (const auto* returned = std::get_if<till::ReturnClosed>(&event)) {
        const till::ReturnClosed copy = *returned;
        return take_return(copy, job.ticket);
    }
    // What the register says of a receipt a person explained may change facts that are on the disk only.
    if (lane.session && !lane.session->by_hand) return take_step(receipt, job.input);
    load_finished(receipt, std::move(job));
}

void Desk::load_finished(const ReceiptId& receipt, Job job) {
    lane_of(receipt).busy = true;
    auto shared = std::make_shared<Job>(std::move(job));
    using Found = std::pair<Kept, std::vector<Fact>>;
    const auto read = [receipt](Outbox& outbox) -> Result<Found> {
        auto session = outbox.session(receipt);
        if (!session) return session.error();
        auto facts = *session ? outbox.facts_of(receipt) : Result<std::vector<Fact>>(std::vector<Fact>());
        if (!facts) return facts.error();
        return Found{std::move(*session), std::move(*facts)};
    };
    tillpoints::ask<Found>(disk_, read, [this, receipt, shared](const Result<Found>& found) {
        if (stopping_) return;
        Lane& lane = lane_of(receipt);
        lane.busy = false;
        if (!found) return not_stored(receipt, {});
        if (found->first) resume({*found->first});
        if (lane.session && lane.session->by_hand) courier_.hold(found->second);
        if (shared->command)
            ruled(receipt, *shared->command);
        else if (lane.session)
            take_step(receipt, shared->input);
        else
            without_session(receipt, std::move(*shared));
    });
}

void Desk::without_session(const ReceiptId& receipt, Job job) {
    const auto& event = std::get<till::Event>(job.input);
    Lane& lane = lane_of(receipt);
    if (const auto* opened = std::get_if<till::ReceiptOpened>(&event)) {
        const auto now = clock_.now();
        lane.session = session::opened(*opened, now.local, now.cloud);
        lane.opened_in_this_run = true;
        return take_step(receipt, job.input);
    }
    if (is_sale_end(event)) {
        // A receipt whose opening was lost ends without loyalty, but it ends, and it is counted.
        till::ReceiptOpened unknown;
        unknown.receipt = receipt;
        lane.session = session::opened(unknown, clock_.now().local);
        return take_step(receipt, job.input);
    }
    lane.current->answer(
        till::error_reply(till::name_of(event),
                          {Errc::unknown_receipt, "receipt_id", "a receipt that was opened", receipt.text}));
    lane.current.reset();
    run(receipt);
}

void Desk::news(const Fact& fact, replay::News news, std::optional<Errc> reason) {
    settle_promise(fact);
    using Kind = session::FactNews::Kind;
    const auto lane = lanes_.find(fact.receipt);
    if (lane == lanes_.end() || !lane->second.session) return;
    const Kind kind = news == replay::News::confirmed   ? Kind::confirmed
                      : news == replay::News::refused   ? Kind::refused
                      : news == replay::News::withdrawn ? Kind::withdrawn
                                                        : Kind::unclear;
    lane->second.urgent.push_back({session::FactNews{fact.id, kind, reason}, nullptr, 0});
    run(ReceiptId(fact.receipt));  // a copy: what follows may move the courier's facts
}

void Desk::stop() {
    stopping_ = true;
    const auto answer = [](const TicketPtr& ticket) {
        if (ticket) ticket->answer(till::error_reply(ticket->event(), {Errc::shutting_down, "", "", ""}));
    };
    auto lanes = std::move(lanes_);
    lanes_.clear();
    for (auto& [receipt, lane] : lanes) {
        answer(lane.current);
        for (const auto& job : lane.waiting) answer(job.ticket);
    }
    for (const auto& ticket : shop_tickets_) answer(ticket.lock());
}

}  // namespace tillpoints
