#include <algorithm>
#include <utility>

#include "plugin/runtime/desk.hpp"
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

ReceiptRecord record_of(const session::Session& session, const session::Record& record) {
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
    out.award_promised = record.promised;
    if (!session.fiscal.sign.empty())
        out.fiscal = session.fiscal.drive + "/" + session.fiscal.document + "/" + session.fiscal.sign;
    return out;
}

void append(limits::Rows& rows, limits::Rows more) {
    const auto add = [](auto& to, auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    add(rows.snapshots, more.snapshots);
    add(rows.forgotten, more.forgotten);
    add(rows.counters, more.counters);
    add(rows.promises, more.promises);
}

}  // namespace

session::Surroundings Desk::surroundings(const session::Session& session) const {
    session::Surroundings around;
    around.now = clock_.now().local;
    around.config = &config_;
    around.settings = settings_ ? &*settings_ : nullptr;
    around.online = courier_.online();
    around.fresh_uuid = fresh_uuid_();
    around.cloud_now = clock_.now().cloud;
    around.book = &book_;
    around.limits_now = limits_now();
    around.keyed_hash = [this](std::string_view identity) { return disk_.keyed_hash(identity); };
    around.open_elsewhere = [this, receipt = session.receipt](const std::vector<std::string>& keys) {
        return open_elsewhere(receipt, keys);
    };
    around.fresh_nonce = fresh_uuid_();
    if (session.customer) {
        const auto& customer = *session.customer;
        around.customer_key = disk_.keyed_hash(customer.uid ? customer.uid->text : customer.value);
    }
    return around;
}

StoredSession Desk::stored_form(const session::Session& session, const std::string& form) const {
    return {session.receipt, session.shift, session.phase != session::Phase::open, clock_.now().local, form};
}

void Desk::take_step(const ReceiptId& receipt, const session::Input& input) {
    Lane& lane = lane_of(receipt);
    session::Session& before = *lane.session;
    const auto now = clock_.now();
    // Within a run the terminal's time has no jumps.
    if (lane.opened_in_this_run && !before.opened_by_cloud && now.cloud)
        before.opened_by_cloud = *now.cloud - (now.local - before.opened_at);
    perform(receipt, decisions_.next(before, input, surroundings(before)));
}

void Desk::add_effect(Effects& out, const session::Session& session, session::Action action) {
    const Timestamp now = clock_.now().local;
    const auto journal = [&](std::optional<FactId> fact, std::string what, std::string detail) {
        out.batch.journal.push_back(
            {session.receipt, std::move(fact), now, std::move(what), std::move(detail)});
    };
    const auto change = [&](const FactId& id, const std::function<void(Fact&)>& edit) {
        Fact before;
        auto fact = courier_.change(id, [&](Fact& held) { before = held, edit(held); });
        if (!fact) return;
        out.batch.facts.push_back(*fact);
        out.edited.push_back({std::move(before), std::move(*fact)});
    };
    std::visit(
        Overloaded{
            [&](session::Ask& it) { out.ask = std::move(it); },
            [&](session::Reply& it) { out.reply = std::move(it.json); },
            [&](session::Note& it) { journal({}, std::move(it.what), std::move(it.detail)); },
            [&](session::Record& it) { out.batch.receipts.push_back(record_of(session, it)); },
            [&](session::StoreFact& it) {
                journal(it.fact.id, "stored", it.awaited ? "awaited" : "");
                if (it.awaited) {
                    out.awaited = courier_.first_step(it.fact);
                    out.batch.facts.push_back(out.awaited->fact);
                } else {
                    out.batch.facts.push_back(it.fact);
                    out.new_facts.push_back(std::move(it.fact));
                }
            },
            [&](session::WithdrawFact& it) {
                journal(it.fact, "unwanted", "");
                change(it.fact, [](Fact& fact) { fact.wanted = Wanted::withdraw; });
            },
            [&](session::MarkPrinted& it) { change(it.fact, [](Fact& fact) { fact.printed = true; }); },
            [&](session::Enter& it) {
                append(out.batch.limits, book_.apply(it.changes, limits_now()));
                out.entered.push_back(std::move(it.changes));
            },
            [&](session::ParkFact& it) {
                journal(it.fact, "parked", it.parking.detail);
                change(it.fact, [&](Fact& fact) {
                    fact.state = FactState::parked;
                    fact.parking = it.parking;
                });
            },
        },
        action);
}

Desk::Effects Desk::effects_of(const ReceiptId&, const session::Session& session,
                               std::vector<session::Action> actions) {
    Effects out;
    for (auto& action : actions) add_effect(out, session, std::move(action));
    return out;
}

void Desk::perform(const ReceiptId& receipt, session::Step step, const replay::Command* by_person) {
    Lane& lane = lane_of(receipt);
    Effects effects = effects_of(receipt, step.session, std::move(step.actions));
    if (by_person) sign(effects, step.session, *by_person);
    std::string form = dump(session::to_json(step.session));
    if (form != lane.stored_form) effects.batch.sessions.push_back(stored_form(step.session, form));
    if (effects.batch.empty())
        return stored(receipt, std::move(step.session), std::move(form), std::move(effects));
    lane.busy = true;
    auto shared =
        std::make_shared<std::pair<session::Session, Effects>>(std::move(step.session), std::move(effects));
    Batch batch = shared->second.batch;
    disk_.commit(std::move(batch),
                 [this, receipt, form = std::move(form), shared](const Result<void>& result) {
                     if (stopping_) return;
                     lane_of(receipt).busy = false;
                     if (result)
                         return stored(receipt, std::move(shared->first), form, std::move(shared->second));
                     log_.write(LogLevel::error, "not stored: " + result.error().sentence());
                     not_stored(receipt, shared->second);
                 });
}

void Desk::stored(const ReceiptId& receipt, session::Session session, std::string form, Effects effects) {
    Lane& lane = lane_of(receipt);
    const bool waits_for_fact = session.waiting == session::Waiting::redemption && session.redemption;
    const FactId redemption = session.redemption ? session.redemption->fact : FactId();
    const bool finished = session.phase != session::Phase::open;
    lane.session = std::move(session);
    lane.stored_form = std::move(form);
    for (auto& fact : effects.new_facts) courier_.add(std::move(fact));
    if (effects.awaited)
        courier_.add_awaited(std::move(*effects.awaited));
    else if (waits_for_fact)
        courier_.await(redemption);
    if (effects.ask) ask(receipt, *effects.ask);
    if (finished) courier_.forget(receipt);
    if (effects.reply && lane.current) {
        const auto ticket = std::exchange(lane.current, nullptr);
        ticket->answer(*effects.reply);
    }
    if (!effects.batch.facts.empty()) courier_.pump();
    run(receipt);
}

/// The batch is not in effect: neither is what it changed in memory. That a discount is on paper stays true.
void Desk::take_back(const Effects& effects) {
    for (auto it = effects.edited.rbegin(); it != effects.edited.rend(); ++it) {
        const auto& [before, after] = *it;
        courier_.change(before.id, [&](Fact& fact) {
            const bool printed = fact.printed;
            const bool going_back =
                fact.state == FactState::reversing || fact.state == FactState::reversal_sent;
            if (fact == after)
                fact = before;
            else if (!going_back)
                fact.wanted = before.wanted;
            fact.printed = printed;
        });
    }
    for (auto it = effects.entered.rbegin(); it != effects.entered.rend(); ++it) book_.revert(*it);
}

void Desk::not_stored(const ReceiptId& receipt, const Effects& effects) {
    take_back(effects);
    Lane& lane = lane_of(receipt);
    if (lane.session) {
        lane.session->waiting = session::Waiting::nothing;
        lane.session->event.clear();
    }
    const auto ticket = std::exchange(lane.current, nullptr);
    if (ticket) ticket->answer(session::reply(ticket->event(), "not_stored"));
    run(receipt);
}

void Desk::ask(const ReceiptId& receipt, const session::Ask& ask) {
    Lane& lane = lane_of(receipt);
    const std::uint64_t question = ++lane.question;
    const auto left = lane.current ? lane.current->left() : config_.timing.event_deadline;
    const auto timeout = left - std::min(left / 10, std::chrono::milliseconds(150));
    line_.call(ask.call, std::max(timeout, std::chrono::milliseconds(1)),
               [this, receipt, question](const CallResult& result) {
                   if (stopping_) return;
                   courier_.hear(result);
                   const auto* unanswered = std::get_if<replay::Unanswered>(&result.result);
                   Result<loyalty::Answer> answer =
                       unanswered ? Result<loyalty::Answer>(Problem{unanswered->code, "", "", ""})
                                  : Result<loyalty::Answer>(std::get<loyalty::Answer>(result.result));
                   const auto found = lanes_.find(receipt);
                   if (found == lanes_.end()) return;
                   found->second.urgent.push_back({session::Answered{std::move(answer)}, nullptr, question});
                   run(receipt);
               });
}

}  // namespace tillpoints
