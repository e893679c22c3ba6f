#include <algorithm>
#include <utility>

#include "plugin/session/parts.hpp"
#include "plugin/session/returning.hpp"
#include "tests/simulation/shell_desk.hpp"
#include "protocol/overloaded.hpp"

/// What a session's step asks for, performed over the models.
namespace tillpoints::simulation {
namespace {

using std::chrono::milliseconds;

}  // namespace

std::string ShellDesk::fresh_uuid() {
    return "u-" + std::to_string(ground_.random.next());
}

session::Surroundings ShellDesk::surroundings(const session::Session& session) {
    session::Surroundings around;
    around.now = clock_.now().local;
    around.config = &ground_.config;
    around.settings = settings_ ? &*settings_ : nullptr;
    around.online = courier_.online();
    around.fresh_uuid = fresh_uuid();
    around.fresh_nonce = fresh_uuid();
    if (session.customer)
        around.customer_key = session.customer->uid ? session.customer->uid->text : session.customer->value;
    return around;
}

StoredSession ShellDesk::stored_form(const session::Session& session, const std::string& form) const {
    return {session.receipt, session.shift, session.phase != session::Phase::open, clock_.now().local, form};
}

void ShellDesk::take_step(const ReceiptId& receipt, const session::Input& input) {
    const session::Session& before = *lane_of(receipt).session;
    perform(receipt, session::next(before, input, surroundings(before)));
}

void ShellDesk::add_effect(Effects& out, const session::Session& session, session::Action action) {
    const auto change = [&](const FactId& id, const std::function<void(Fact&)>& edit) {
        if (auto fact = courier_.change(id, edit)) out.batch.facts.push_back(std::move(*fact));
    };
    std::visit(
        Overloaded{
            [&](session::Ask& it) { out.ask = std::move(it); },
            [&](session::Reply& it) { out.reply = std::move(it.json); },
            [&](session::Note&) {},
            [&](session::Record& it) {
                ReceiptRecord record;
                record.receipt = session.receipt;
                record.total = it.total;
                record.with_card = it.with_card;
                record.redeemed = it.redeemed;
                out.batch.receipts.push_back(std::move(record));
            },
            [&](session::StoreFact& it) {
                if (it.awaited) {
                    out.awaited = courier_.first_step(it.fact);
                    out.batch.facts.push_back(out.awaited->fact);
                } else {
                    out.batch.facts.push_back(it.fact);
                    out.new_facts.push_back(std::move(it.fact));
                }
            },
            [&](session::WithdrawFact& it) {
                ground_.timeline.say("unwanted " + it.fact.text);
                change(it.fact, [](Fact& fact) { fact.wanted = Wanted::withdraw; });
                out.unwanted.push_back(it.fact);
            },
            [&](session::MarkPrinted& it) { change(it.fact, [](Fact& fact) { fact.printed = true; }); },
            [&](session::ParkFact& it) {
                change(it.fact, [&](Fact& fact) {
                    fact.state = FactState::parked;
                    fact.parking = it.parking;
                });
            },
        },
        action);
}

void ShellDesk::perform(const ReceiptId& receipt, session::Step step) {
    Lane& lane = lane_of(receipt);
    Effects effects;
    for (auto& action : step.actions) add_effect(effects, step.session, std::move(action));
    std::string form = dump(session::to_json(step.session));
    if (form != lane.stored_form) effects.batch.sessions.push_back(stored_form(step.session, form));
    if (effects.batch.empty())
        return stored(receipt, std::move(step.session), std::move(form), std::move(effects));
    Batch batch = effects.batch;
    const bool early = ground_.mutation == Mutation::answer_before_stored ||
                       (ground_.mutation == Mutation::send_before_store && effects.awaited);
    if (early) {
        ground_.disk.commit(std::move(batch), [](bool) {});
        return stored(receipt, std::move(step.session), std::move(form), std::move(effects));
    }
    lane.busy = true;
    auto shared =
        std::make_shared<std::pair<session::Session, Effects>>(std::move(step.session), std::move(effects));
    ground_.disk.commit(std::move(batch), [this, receipt, form = std::move(form), shared](bool done) {
        lane_of(receipt).busy = false;
        if (done) return stored(receipt, std::move(shared->first), form, std::move(shared->second));
        not_stored(receipt, shared->second);
    });
}

void ShellDesk::stored(const ReceiptId& id, session::Session session, std::string form, Effects effects) {
    const ReceiptId receipt = id;
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
    if (effects.reply && lane.current) std::exchange(lane.current, nullptr)->answer(*effects.reply);
    if (!effects.batch.facts.empty()) courier_.pump();
    run(receipt);
}

void ShellDesk::not_stored(const ReceiptId& id, const Effects& effects) {
    const ReceiptId receipt = id;
    Lane& lane = lane_of(receipt);
    for (const auto& unwanted : effects.unwanted)
        courier_.change(unwanted, [](Fact& fact) {
            if (fact.state != FactState::reversing && fact.state != FactState::reversal_sent)
                fact.wanted = Wanted::keep;
        });
    if (lane.session) {
        lane.session->waiting = session::Waiting::nothing;
        lane.session->event.clear();
    }
    if (const auto ticket = std::exchange(lane.current, nullptr))
        ticket->answer(session::reply(ticket->event, "not_stored"));
    run(receipt);
}

void ShellDesk::ask(const ReceiptId& receipt, const session::Ask& ask) {
    Lane& lane = lane_of(receipt);
    const std::uint64_t question = ++lane.question;
    const auto time = lane.current ? left(lane.current) : ground_.config.timing.event_deadline;
    const auto timeout = std::max(time - std::min(time / 10, milliseconds(150)), milliseconds(1));
    courier_.line(ask.call, timeout, [this, receipt, question](const CallResult& result) {
        courier_.hear(result);
        const auto* unanswered = std::get_if<replay::Unanswered>(&result.result);
        auto answer = unanswered ? Result<loyalty::Answer>(Problem{unanswered->code, "", "", ""})
                                 : Result<loyalty::Answer>(std::get<loyalty::Answer>(result.result));
        const auto found = lanes_.find(receipt);
        if (found == lanes_.end()) return;
        found->second.urgent.push_back({session::Answered{std::move(answer)}, nullptr, question});
        run(receipt);
    });
}

void ShellDesk::returned(const till::ReturnClosed& event, const TicketPtr& ticket,
                         std::optional<session::Session> original) {
    const ReceiptId sale = event.original.value_or(event.receipt);
    Lane& lane = lane_of(sale);
    const bool known = original && original->phase == session::Phase::closed;
    const session::Session owner = original.value_or(session::Session());
    auto step = session::take_return(std::move(original), event, surroundings(owner));
    const session::Session own = closed_return(event, step.session);
    Effects effects;
    for (auto& action : step.actions) add_effect(effects, own, std::move(action));
    const std::string form = known ? dump(session::to_json(step.session)) : std::string();
    if (known && form != lane.stored_form) effects.batch.sessions.push_back(stored_form(step.session, form));
    if (is_open(event.receipt))
        effects.batch.sessions.push_back(stored_form(own, dump(session::to_json(own))));
    lane.busy = true;
    Batch batch = effects.batch;
    auto shared =
        std::make_shared<std::pair<session::Session, Effects>>(std::move(step.session), std::move(effects));
    ground_.disk.commit_once(
        std::move(batch), [this, sale, own, known, form, ticket, shared](bool stored, bool before) {
            Lane& now = lane_of(sale);
            now.busy = false;
            now.current.reset();
            if (stored && !before) {
                if (known) {
                    now.session = std::move(shared->first);
                    now.stored_form = form;
                }
                if (is_open(own.receipt)) lane_of(own.receipt).session = own;
                for (auto& fact : shared->second.new_facts) courier_.add(std::move(fact));
            }
            ticket->answer(stored ? *shared->second.reply : session::reply("return_closed", "not_stored"));
            run(sale);
            if (own.receipt != sale && lanes_.contains(own.receipt)) run(own.receipt);
        });
}

session::Session ShellDesk::closed_return(const till::ReturnClosed& event,
                                          const session::Session& sale) const {
    const auto lane = lanes_.find(event.receipt);
    session::Session own = lane != lanes_.end() && lane->second.session ? *lane->second.session : sale;
    own.receipt = event.receipt;
    own.kind = till::ReceiptKind::sale_return;
    own.phase = session::Phase::closed;
    own.fiscal = event.fiscal;
    own.closed_at = event.closed_at;
    return own;
}

}  // namespace tillpoints::simulation
