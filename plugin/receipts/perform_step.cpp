#include <algorithm>
#include <utility>

#include "plugin/receipts/receipt_dispatcher.hpp"
#include "plugin/session/parts.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints {
std::string_view name_of(till::ReceiptKind kind) {
    switch (kind) {
        case till::ReceiptKind::sale:
            return "sale";
        case till::ReceiptKind::sale_return:
            return "return";
        default:
            return "other";
    }
}

namespace {

ReceiptRecord record_of(const session::Session& session, const session::RecordReceipt& record) {
    ReceiptRecord out;
    out.receipt = session.receipt;
    out.register_serial = session.register_serial;
    out.shift = session.shift;
    out.cashier = session.cashier.id;
    out.kind = name_of(session.kind);
    out.closed_at = session.closed_at;
    out.total = record.total;
    out.with_card = record.with_card;
    out.redeemed = record.redeemed;
    out.award_promised = record.expected_award;
    if (!session.fiscal.sign.empty())
        out.fiscal = session.fiscal.drive + "/" + session.fiscal.document + "/" + session.fiscal.sign;
    return out;
}

void append(limits::Rows& rows, limits::Rows more) {
    const auto add = [](auto& to, auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    add(rows.snapshots, more.snapshots);
    add(rows.forgotten, more.forgotten);
    add(rows.counters, more.counters);
    add(rows.offline_redemptions, more.offline_redemptions);
}

}  // namespace

session::StepContext ReceiptDispatcher::step_context(const session::Session& session) const {
    session::StepContext context;
    context.now = clock_.now().local;
    context.config = &config_;
    context.settings = settings_ ? &*settings_ : nullptr;
    context.online = sender_.online();
    context.fresh_uuid = fresh_uuid_();
    context.cloud_now = clock_.now().cloud;
    context.limits_state = &limits_state_;
    context.limits_now = limits_now();
    context.keyed_hash = [this](std::string_view identity) { return executor_.keyed_hash(identity); };
    context.open_elsewhere = [this, receipt = session.receipt](const std::vector<std::string>& keys) {
        return open_elsewhere(receipt, keys);
    };
    context.fresh_nonce = fresh_uuid_();
    if (session.customer) {
        const auto& customer = *session.customer;
        context.customer_key = executor_.keyed_hash(customer.uid ? customer.uid->text : customer.value);
    }
    return context;
}

StoredSession ReceiptDispatcher::stored_form(const session::Session& session, const std::string& form) const {
    return {session.receipt, session.shift, session.phase != session::Phase::open, clock_.now().local, form};
}

void ReceiptDispatcher::take_step(const ReceiptId& receipt, const session::Input& input) {
    ReceiptQueue& queue = queue_of(receipt);
    session::Session& before = *queue.session;
    const auto now = clock_.now();
    // Within a run the terminal's time has no jumps.
    if (queue.opened_in_this_run && !before.opened_by_cloud && now.cloud)
        before.opened_by_cloud = *now.cloud - (now.local - before.opened_at);
    perform(receipt, decisions_.next(before, input, step_context(before)));
}

void ReceiptDispatcher::add_effect(Effects& out, const session::Session& session, session::Action action) {
    const Timestamp now = clock_.now().local;
    const auto journal = [&](std::optional<EntryId> entry, std::string what, std::string detail) {
        out.batch.journal.push_back(
            {session.receipt, std::move(entry), now, std::move(what), std::move(detail)});
    };
    const auto change = [&](const EntryId& id, const std::function<void(OutboxEntry&)>& edit) {
        OutboxEntry before;
        auto entry = sender_.change(id, [&](OutboxEntry& held) { before = held, edit(held); });
        if (!entry) return;
        out.batch.entries.push_back(*entry);
        out.edited.push_back({std::move(before), std::move(*entry)});
    };
    std::visit(Overloaded{
                   [&](session::Ask& it) { out.ask = std::move(it); },
                   [&](session::Reply& it) { out.reply = std::move(it.json); },
                   [&](session::JournalNote& it) { journal({}, std::move(it.what), std::move(it.detail)); },
                   [&](session::RecordReceipt& it) { out.batch.receipts.push_back(record_of(session, it)); },
                   [&](session::StoreEntry& it) {
                       journal(it.entry.id, "stored", it.awaited ? "awaited" : "");
                       if (it.awaited) {
                           out.awaited = sender_.first_step(it.entry);
                           out.batch.entries.push_back(out.awaited->entry);
                       } else {
                           out.batch.entries.push_back(it.entry);
                           out.new_entries.push_back(std::move(it.entry));
                       }
                   },
                   [&](session::WithdrawEntry& it) {
                       journal(it.entry, "unwanted", "");
                       change(it.entry, [](OutboxEntry& entry) { entry.wanted = Wanted::withdraw; });
                   },
                   [&](session::MarkPrinted& it) {
                       change(it.entry, [](OutboxEntry& entry) { entry.printed = true; });
                   },
                   [&](session::UpdateLimits& it) {
                       append(out.batch.limits, limits_state_.apply(it.changes, limits_now()));
                       out.entered.push_back(std::move(it.changes));
                   },
                   [&](session::ParkEntry& it) {
                       journal(it.entry, "parked", it.parking.detail);
                       change(it.entry, [&](OutboxEntry& entry) {
                           entry.state = EntryState::parked;
                           entry.parking = it.parking;
                       });
                   },
               },
               action);
}

ReceiptDispatcher::Effects ReceiptDispatcher::effects_of(const ReceiptId&, const session::Session& session,
                                                         std::vector<session::Action> actions) {
    Effects out;
    for (auto& action : actions) add_effect(out, session, std::move(action));
    return out;
}

void ReceiptDispatcher::perform(const ReceiptId& receipt, session::Step step,
                                const replay::Command* by_person) {
    ReceiptQueue& queue = queue_of(receipt);
    Effects effects = effects_of(receipt, step.session, std::move(step.actions));
    if (by_person) sign(effects, step.session, *by_person);
    std::string form = dump(session::to_json(step.session));
    if (form != queue.stored_form) effects.batch.sessions.push_back(stored_form(step.session, form));
    if (effects.batch.empty())
        return stored(receipt, std::move(step.session), std::move(form), std::move(effects));
    queue.busy = true;
    auto shared =
        std::make_shared<std::pair<session::Session, Effects>>(std::move(step.session), std::move(effects));
    Batch batch = shared->second.batch;
    executor_.commit(
        std::move(batch), [this, receipt, form = std::move(form), shared](const Result<void>& result) {
            if (stopping_) return;
            queue_of(receipt).busy = false;
            if (result) return stored(receipt, std::move(shared->first), form, std::move(shared->second));
            log_.write(LogLevel::error, "not stored: " + result.error().sentence());
            not_stored(receipt, shared->second);
        });
}

void ReceiptDispatcher::stored(const ReceiptId& receipt, session::Session session, std::string form,
                               Effects effects) {
    ReceiptQueue& queue = queue_of(receipt);
    const bool waits_for_entry =
        session.waiting == session::PendingQuestion::redemption && session.redemption;
    const EntryId redemption = session.redemption ? session.redemption->entry : EntryId();
    const bool finished = session.phase != session::Phase::open;
    queue.session = std::move(session);
    queue.stored_form = std::move(form);
    for (auto& entry : effects.new_entries) sender_.add(std::move(entry));
    if (effects.awaited)
        sender_.add_awaited(std::move(*effects.awaited));
    else if (waits_for_entry)
        sender_.await(redemption);
    if (effects.ask) ask(receipt, *effects.ask);
    if (finished) sender_.forget(receipt);
    if (effects.reply && queue.current) {
        const auto pending = std::exchange(queue.current, nullptr);
        pending->answer(*effects.reply);
    }
    if (!effects.batch.entries.empty()) sender_.pump();
    run(receipt);
}

/// The batch is not in effect: neither is what it changed in memory. That a discount is on paper stays true.
void ReceiptDispatcher::take_back(const Effects& effects) {
    for (auto it = effects.edited.rbegin(); it != effects.edited.rend(); ++it) {
        const auto& [before, after] = *it;
        sender_.change(before.id, [&](OutboxEntry& entry) {
            const bool printed = entry.printed;
            const bool going_back =
                entry.state == EntryState::reversing || entry.state == EntryState::reversal_sent;
            if (entry == after)
                entry = before;
            else if (!going_back)
                entry.wanted = before.wanted;
            entry.printed = printed;
        });
    }
    for (auto it = effects.entered.rbegin(); it != effects.entered.rend(); ++it) limits_state_.revert(*it);
}

void ReceiptDispatcher::not_stored(const ReceiptId& receipt, const Effects& effects) {
    take_back(effects);
    ReceiptQueue& queue = queue_of(receipt);
    if (queue.session) {
        queue.session->waiting = session::PendingQuestion::nothing;
        queue.session->event.clear();
    }
    const auto pending = std::exchange(queue.current, nullptr);
    if (pending) pending->answer(session::reply(pending->event(), "not_stored"));
    run(receipt);
}

void ReceiptDispatcher::ask(const ReceiptId& receipt, const session::Ask& ask) {
    ReceiptQueue& queue = queue_of(receipt);
    const std::uint64_t question = ++queue.question;
    const auto left = queue.current ? queue.current->left() : config_.timing.event_deadline;
    const auto timeout = left - std::min(left / 10, std::chrono::milliseconds(150));
    client_.call(
        ask.call, std::max(timeout, std::chrono::milliseconds(1)),
        [this, receipt, question](const CallResult& result) {
            if (stopping_) return;
            sender_.report_result(result);
            const auto* unanswered = std::get_if<replay::Unanswered>(&result.result);
            Result<loyalty::Answer> answer =
                unanswered ? Result<loyalty::Answer>(Problem{unanswered->code, "", "", ""})
                           : Result<loyalty::Answer>(std::get<loyalty::Answer>(result.result));
            const auto found = queues_.find(receipt);
            if (found == queues_.end()) return;
            found->second.urgent.push_back({session::Answered{std::move(answer)}, nullptr, question});
            run(receipt);
        });
}

}  // namespace tillpoints
