#include "tests/simulation/shell_desk.hpp"

#include <algorithm>

#include "plugin/session/parts.hpp"
#include "plugin/session/reconciling.hpp"
#include "plugin/session/returning.hpp"

namespace tillpoints::simulation {

using std::chrono::milliseconds;

void ShellDesk::resume(const StoredSession& stored) {
    auto session = session::session_from(parse_json(stored.state).value()).value();
    Lane& lane = lanes_[stored.receipt];
    lane.session = std::move(session);
    lane.stored_form = stored.state;
}

bool ShellDesk::is_open(const ReceiptId& receipt) const {
    const auto lane = lanes_.find(receipt);
    return lane != lanes_.end() && lane->second.session &&
           lane->second.session->phase == session::Phase::open;
}

milliseconds ShellDesk::left(const TicketPtr& ticket) const {
    return std::max(ticket->due - ground_.loop.now(), milliseconds(0));
}

void ShellDesk::take(till::Event event, TicketPtr ticket) {
    if (const auto* started = std::get_if<till::RegisterStarted>(&event)) {
        reconcile(started->lists, true, ReceiptId());
        return ticket->answer(session::reply("register_started", "ok"));
    }
    if (const auto* shift = std::get_if<till::ShiftClosed>(&event)) {
        reconcile(shift->lists, false, ReceiptId());
        return ticket->answer(session::reply("shift_closed", "ok"));
    }
    if (const auto* opened = std::get_if<till::ReceiptOpened>(&event); opened && opened->lists.complete_since)
        reconcile(opened->lists, true, opened->receipt);
    if (const auto* returned = std::get_if<till::ReturnClosed>(&event); returned && returned->original) {
        const ReceiptId sale = *returned->original;
        return enqueue(sale, std::move(event), std::move(ticket));
    }
    const ReceiptId receipt = *till::receipt_of(event);
    enqueue(receipt, std::move(event), std::move(ticket));
}

void ShellDesk::enqueue(const ReceiptId& receipt, till::Event event, TicketPtr ticket) {
    arm(receipt, ticket);
    lane_of(receipt).waiting.push_back({std::move(event), std::move(ticket), 0});
    run(receipt);
}

void ShellDesk::arm(const ReceiptId& receipt, const TicketPtr& ticket) {
    const auto reserve = std::min(left(ticket) / 10, milliseconds(150));
    ground_.power.later(left(ticket) - reserve, [this, receipt, weak = std::weak_ptr(ticket)] {
        const auto it = weak.lock();
        const auto lane = lanes_.find(receipt);
        if (!it || it->closed || lane == lanes_.end() || lane->second.current != it) return;
        lane->second.urgent.push_back({session::DeadlineReached{}, it, 0});
        run(receipt);
    });
    ground_.power.later(left(ticket) - reserve / 10, [weak = std::weak_ptr(ticket)] {
        if (const auto it = weak.lock()) it->answer(session::reply(it->event, "not_stored"));
    });
}

void ShellDesk::run(const ReceiptId& receipt) {
    Lane& lane = lane_of(receipt);
    if (lane.busy) return;
    if (!lane.urgent.empty()) {
        Job job = std::move(lane.urgent.front());
        lane.urgent.pop_front();
        const bool late = job.ticket && job.ticket != lane.current;
        const bool stale = job.question != 0 && job.question != lane.question;
        if (late || stale || !lane.session) return run(receipt);
        return take_step(receipt, job.input);
    }
    if (lane.current) return;
    if (lane.waiting.empty()) {
        const bool finished = !lane.session || lane.session->phase != session::Phase::open;
        if (finished) lanes_.erase(receipt);
        return;
    }
    Job job = std::move(lane.waiting.front());
    lane.waiting.pop_front();
    lane.current = job.ticket;
    begin(receipt, std::move(job));
}

void ShellDesk::begin(const ReceiptId& receipt, Job job) {
    const auto& event = std::get<till::Event>(job.input);
    if (const auto* returned = std::get_if<till::ReturnClosed>(&event)) {
        const till::ReturnClosed copy = *returned;
        return take_return(copy, job.ticket);
    }
    if (lane_of(receipt).session) return take_step(receipt, job.input);
    load_finished(receipt, std::move(job));
}

void ShellDesk::load_finished(const ReceiptId& receipt, Job job) {
    lane_of(receipt).busy = true;
    ground_.disk.run([this, receipt, job = std::move(job)](const ModelDisk& disk) -> std::function<void()> {
        const auto at = disk.sessions().find(receipt);
        auto stored = at == disk.sessions().end() ? std::nullopt : std::optional(at->second);
        return [this, receipt, job, stored = std::move(stored)] {
            lane_of(receipt).busy = false;
            if (stored) resume(*stored);
            if (lane_of(receipt).session)
                take_step(receipt, job.input);
            else
                without_session(receipt, job);
        };
    });
}

void ShellDesk::without_session(const ReceiptId& receipt, const Job& job) {
    const auto& event = std::get<till::Event>(job.input);
    Lane& lane = lane_of(receipt);
    const bool ends = std::holds_alternative<till::ReceiptClosed>(event) ||
                      std::holds_alternative<till::ReceiptCancelled>(event);
    if (const auto* opened = std::get_if<till::ReceiptOpened>(&event)) {
        lane.session = session::opened(*opened, clock_.now().local);
        return take_step(receipt, job.input);
    }
    if (ends) {
        till::ReceiptOpened unknown;
        unknown.receipt = receipt;
        lane.session = session::opened(unknown, clock_.now().local);
        return take_step(receipt, job.input);
    }
    lane.current->answer(
        till::error_reply(till::name_of(event), {Errc::unknown_receipt, "receipt_id", "", ""}));
    lane.current.reset();
    run(receipt);
}

void ShellDesk::news(const Fact& fact, replay::News news, std::optional<Errc> reason) {
    using Kind = session::FactNews::Kind;
    const auto lane = lanes_.find(fact.receipt);
    if (lane == lanes_.end() || !lane->second.session) return;
    const Kind kind = news == replay::News::confirmed   ? Kind::confirmed
                      : news == replay::News::refused   ? Kind::refused
                      : news == replay::News::withdrawn ? Kind::withdrawn
                                                        : Kind::unclear;
    const ReceiptId receipt = fact.receipt;
    lane->second.urgent.push_back({session::FactNews{fact.id, kind, reason}, nullptr, 0});
    run(receipt);
}

void ShellDesk::reconcile(const till::RegisterLists& lists, bool absence_counts, const ReceiptId& except) {
    std::vector<const session::Session*> open;
    for (const auto& [receipt, lane] : lanes_)
        if (lane.session && receipt != except) open.push_back(&*lane.session);
    auto reconciled = session::reconcile(lists, open, absence_counts);
    for (auto& event : reconciled.events) {
        const ReceiptId receipt = *till::receipt_of(event);
        ground_.timeline.say(std::string(till::name_of(event)) + " of " + receipt.text + " recovered");
        auto ticket = std::make_shared<Ticket>();
        ticket->due = ground_.loop.now() + ground_.config.timing.event_deadline;
        enqueue(receipt, std::move(event), std::move(ticket));
    }
}

void ShellDesk::take_return(const till::ReturnClosed& event, TicketPtr ticket) {
    const ReceiptId sale = event.original.value_or(event.receipt);
    Lane& lane = lane_of(sale);
    if (!event.original) return returned(event, ticket, {});
    if (lane.session) return returned(event, ticket, lane.session);
    lane.busy = true;
    ground_.disk.run([this, sale, event, ticket](const ModelDisk& disk) -> std::function<void()> {
        const auto at = disk.sessions().find(sale);
        auto stored = at == disk.sessions().end() ? std::nullopt : std::optional(at->second);
        return [this, sale, event, ticket, stored = std::move(stored)] {
            lane_of(sale).busy = false;
            if (stored) resume(*stored);
            returned(event, ticket, lane_of(sale).session);
        };
    });
}

}  // namespace tillpoints::simulation
