#include <algorithm>
#include <utility>

#include "plugin/entries/number.hpp"
#include "plugin/receipts/receipt_dispatcher.hpp"
#include "plugin/session/parts.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints {
namespace {

ReceiptRecord record_of(const session::Session& session, const session::RecordReceipt& record) {
    ReceiptRecord out;
    out.receipt = session.receipt;
    out.register_serial = session.register_serial;
    out.shift = session.shift;
    out.cashier = session.cashier.id;
    out.kind = till::name_of(session.kind);
    out.closed_at = session.closed_at;
    out.total = record.total;
    out.with_card = record.with_card;
    out.redeemed = record.redeemed;
    out.award_promised = record.expected_award;
    if (!session.fiscal.sign.empty())
        out.fiscal = session.fiscal.drive + "/" + session.fiscal.document + "/" + session.fiscal.sign;
    return out;
}

}  // namespace

session::StepContext ReceiptDispatcher::step_context(const session::Session& session,
                                                     const session::Input& input) const {
    const auto now = clock_.now();
    session::StepContext context;
    context.now = now.local;
    context.config = &config_;
    context.settings = settings_;
    context.online = sender_.online();
    if (!context.online) context.link_trouble = sender_.link().trouble;
    context.fresh_uuid = fresh_uuid_();
    context.fresh_nonce = fresh_uuid_();
    context.cloud_now = now.cloud;
    context.installation = installation_;
    context.keyed_hash = session::hash_identities(
        session, input, limits_state_,
        [this](std::string_view identity) { return executor_.keyed_hash(identity); });
    if (session.customer) {
        const auto& customer = *session.customer;
        context.customer_key = context.keyed_hash(customer.uid ? customer.uid->text : customer.value);
    }
    const auto uid = session.customer ? session.customer->uid : std::nullopt;
    context.limits_state = limits_state_.excerpt(context.keyed_hash.all(), uid, session.cashier.id);
    context.limits_now = limits_now();
    context.open_elsewhere = open_elsewhere(session.receipt, context.keyed_hash.all());
    return context;
}

StoredSession ReceiptDispatcher::stored_form(const session::Session& session, const std::string& form) const {
    return {session.receipt, session.shift, session.phase != session::Phase::open, clock_.now().local, form};
}

void ReceiptDispatcher::take_step(const ReceiptId& receipt, const session::Input& input) {
    ReceiptQueue& queue = queue_of(receipt);
    session::Session& before = *queue.session;
    const auto now = clock_.now();
    // Only within one run is it known how long ago the receipt was opened: the clock has no jumps there.
    if (queue.opened_in_this_run && !before.opened_by_cloud && now.cloud)
        before.opened_by_cloud = *now.cloud - (now.local - before.opened_at);
    perform(receipt, decisions_.next(before, input, step_context(before, input)));
}

/// Gives a purchase its number, and the customer that a look-up must find with it.
void ReceiptDispatcher::identify(OutboxEntry& entry, const session::Session& session) const {
    auto* purchase = std::get_if<PurchaseEntry>(&entry.body);
    if (!purchase) return;
    purchase->operation.number = number_for(entry.id, installation_);
    const auto& customer = session.customer;
    if (customer && customer->uid && session::identity_of(*customer) == purchase->operation.who)
        purchase->customer = customer->uid;
}

void ReceiptDispatcher::add_effect(Effects& out, const session::Session& session, session::Action action) {
    const Timestamp now = clock_.now().local;
    const auto journal = [&](std::optional<EntryId> entry, std::string what, std::string detail) {
        out.batch.journal.push_back(
            {session.receipt, std::move(entry), now, std::move(what), std::move(detail)});
    };
    const auto change = [&](const EntryChange& it) {
        if (auto entry = sender_.change(it, out.id)) out.batch.entries.push_back(std::move(*entry));
    };
    std::visit(Overloaded{
                   [&](session::Ask& it) { out.ask = std::move(it); },
                   [&](session::Reply& it) { out.reply = std::move(it.json); },
                   [&](session::JournalNote& it) { journal({}, std::move(it.what), std::move(it.detail)); },
                   [&](session::RecordReceipt& it) { out.batch.receipts.push_back(record_of(session, it)); },
                   [&](session::StoreEntry& it) {
                       identify(it.entry, session);
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
                       change({it.entry, EntryChange::Withdraw{}});
                   },
                   [&](session::MarkPrinted& it) {
                       change({it.entry, EntryChange::MarkPrinted{}});
                   },
                   [&](session::UpdateLimits& it) {
                       append(out.batch.limits, limits_state_.apply(it.changes, limits_now()));
                       out.entered.push_back(std::move(it.changes));
                   },
                   [&](session::ParkEntry& it) {
                       journal(it.entry, "parked", it.parking.detail);
                       change({it.entry, EntryChange::Park{std::move(it.parking)}});
                   },
               },
               action);
}

ReceiptDispatcher::Effects ReceiptDispatcher::effects_of(const ReceiptId&, const session::Session& session,
                                                         std::vector<session::Action> actions) {
    Effects out;
    out.id = sender_.next_batch();
    for (auto& action : actions) add_effect(out, session, std::move(action));
    return out;
}

void ReceiptDispatcher::perform(const ReceiptId& receipt, session::Step step,
                                const replay::Command* by_person) {
    ReceiptQueue& queue = queue_of(receipt);
    const bool synced =
        by_person || session::must_be_synced(*queue.session, step, queue.synced_cart, config_.rules);
    Effects effects = effects_of(receipt, step.session, std::move(step.actions));
    effects.batch.durability = synced ? Durability::synced : Durability::eventual;
    if (!synced && step.session.phase == session::Phase::open) {
        unwritten_.receipts.insert(receipt);
        hold_back(std::exchange(effects.batch, {}));
        return stored(receipt, std::move(step.session), std::move(effects));
    }
    if (by_person) sign(effects, step.session, *by_person);
    unwritten_.receipts.erase(receipt);
    std::string form = dump(session::to_json(step.session));
    if (form != queue.stored_form) effects.batch.sessions.push_back(stored_form(step.session, form));
    if (effects.batch.empty()) return stored(receipt, std::move(step.session), std::move(effects));
    queue.busy = true;
    sender_.note_cloud_time(effects.batch);
    auto shared =
        std::make_shared<std::pair<session::Session, Effects>>(std::move(step.session), std::move(effects));
    Batch batch = shared->second.batch;
    commit(std::move(batch),
           [this, receipt, synced, form = std::move(form), shared](const Result<void>& result) {
               sender_.settle(shared->second.id, result.has_value());
               ReceiptQueue& now = queue_of(receipt);
               now.busy = false;
               if (result) {
                   now.stored_form = form;
                   if (synced) now.synced_cart = shared->first.cart;
                   return stored(receipt, std::move(shared->first), std::move(shared->second));
               }
               log_.write(LogLevel::error, "not stored: " + result.error().sentence());
               not_stored(receipt, shared->second);
           });
}

void ReceiptDispatcher::stored(const ReceiptId& receipt, session::Session session, Effects effects) {
    ReceiptQueue& queue = queue_of(receipt);
    const bool waits_for_entry =
        session.waiting == session::PendingQuestion::redemption && session.redemption;
    const EntryId redemption = session.redemption ? session.redemption->entry : EntryId();
    const bool finished = session.phase != session::Phase::open;
    queue.session = std::move(session);
    for (auto& entry : effects.new_entries) sender_.add(std::move(entry), queue.opened_in_this_run);
    if (effects.awaited)
        sender_.add_awaited(*effects.awaited);
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

void ReceiptDispatcher::not_stored(const ReceiptId& receipt, const Effects& effects) {
    for (auto it = effects.entered.rbegin(); it != effects.entered.rend(); ++it) limits_state_.revert(*it);
    ReceiptQueue& queue = queue_of(receipt);
    if (queue.session) {
        unwritten_.receipts.insert(receipt);
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
    const auto timeout =
        std::max(left - std::min(left / 10, std::chrono::milliseconds(150)), std::chrono::milliseconds(1));
    const auto done = [this, receipt, question](const CallResult& result) {
        if (stopping_) return;
        sender_.report_question(result);
        auto answer = replay::answer_to_the_question(result.result);
        const auto found = queues_.find(receipt);
        if (found == queues_.end()) return;
        found->second.urgent.push_back({session::Answered{std::move(answer)}, nullptr, question});
        run(receipt);
    };
    std::visit(
        Overloaded{
            [&](const loyalty::FindCustomer& it) { provider_.identify(it, timeout, done); },
            [&](const loyalty::Calculate& it) { provider_.quote(it, timeout, done); },
            [&](const loyalty::RequestConfirmation& it) {
                provider_.request_confirmation(it, timeout, done);
            },
            [&](const loyalty::GiveConfirmation& it) { provider_.give_confirmation(it, timeout, done); },
            [&](const loyalty::CreateVoucher& it) { provider_.voucher(it, timeout, done); },
        },
        ask.question);
}

}  // namespace tillpoints
