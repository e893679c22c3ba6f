#include <utility>

#include "plugin/replay/schedule.hpp"
#include "plugin/sender/outbox_sender.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints {
namespace {

/// How long an entry rests after the disk refused it.
constexpr std::chrono::seconds disk_pause{5};

bool needs_its_sale(const OutboxEntry& entry) {
    const auto* refund = std::get_if<RefundEntry>(&entry.body);
    return refund && entry.state == EntryState::pending && !refund->operation && !refund->purchase.empty();
}

/// Its next step begins to take back what the cloud has.
bool takes_back(const OutboxEntry& entry) {
    return entry.state == EntryState::reversing ||
           (entry.state == EntryState::confirmed && entry.wanted == Wanted::withdraw);
}

/// What a power cut must not lose: that a refund or a correction is about to be sent, an entry that follows
/// from an answer, and the outcome of a correction, which no list shows. A look-up finds any other outcome
/// again, and the survey finds a purchase that was sent.
Durability durability_of(const OutboxEntry& entry, bool with_follow_ups) {
    const bool refund_leaves =
        entry.state == EntryState::reversal_sent ||
        (entry.state == EntryState::sent && std::holds_alternative<RefundEntry>(entry.body));
    const bool found_again = !refund_leaves && !std::holds_alternative<RewardEntry>(entry.body);
    return found_again && !with_follow_ups ? Durability::eventual : Durability::synced;
}

/// What a return must know of its sale.
struct SaleContext {
    std::optional<OutboxEntry> purchase;
    std::vector<OutboxEntry> refunds;
    std::optional<OutboxEntry> instead;  ///< the award in the place of a redemption that was refused
};

Result<SaleContext> sale_context_of(Outbox& outbox, const EntryId& sale) {
    auto purchase = outbox.entry(sale);
    if (!purchase) return purchase.error();
    auto refunds = outbox.refunds_of(sale);
    if (!refunds) return refunds.error();
    SaleContext sale_context{std::move(*purchase), std::move(*refunds), {}};
    if (!sale_context.purchase || !offline_redemption_of(*sale_context.purchase)) return sale_context;
    auto instead = outbox.entry(award_instead_of(*sale_context.purchase));
    if (!instead) return instead.error();
    sale_context.instead = std::move(*instead);
    return sale_context;
}

}  // namespace

void OutboxSender::step(const EntryId& id) {
    const OutboxEntry* entry = find(id);
    if (!entry || stopping_) return finish_step(id);
    if (awaits_survey(id)) {
        if (awaited(id)) listener_.entry_outcome(*entry, replay::EntryOutcome::unclear, Errc::timed_out);
        return finish_step(id);
    }
    busy_.insert(id);
    if (takes_back(*entry) && of_earlier_run_.erase(id) > 0) {
        // A database that was restored may not know that it was taken back already, so it is looked up first.
        held_.put(replay::resumed(*entry, clock_.now()));
        entry = find(id);
    }
    if (needs_its_sale(*entry)) return prepare_refund(id);
    perform(id, decisions_.decide(*entry, clock_.now(), policy()));
}

void OutboxSender::perform(const EntryId& id, replay::Decision decision) {
    std::visit(Overloaded{
                   [&](const replay::Rest&) { finish_step(id); },
                   [&](const replay::Wait&) {
                       if (awaited(id))
                           listener_.entry_outcome(*find(id), replay::EntryOutcome::unclear, Errc::timed_out);
                       finish_step(id);
                   },
                   [&](replay::Send& it) { send(std::move(it)); },
                   [&](replay::LookUp& it) { look_up(id, it.look); },
                   [&](replay::Settle& it) {
                       const bool over = it.entry.state == EntryState::withdrawn;
                       apply_response({std::move(it.entry),
                                       replay::LinkStatus::open,
                                       over ? replay::EntryOutcome::withdrawn : replay::EntryOutcome::none,
                                       {},
                                       {},
                                       over ? "withdrawn: never sent" : ""});
                   },
               },
               decision);
}

void OutboxSender::send(replay::Send send) {
    const EntryId id = send.entry.id;
    if (unchecked_refunds_.erase(id) > 0) return check_refund(id, std::move(send));
    if (durability_of(send.entry, false) == Durability::eventual) return send_before_storing(send.entry);
    store(send.entry, {}, "sent", [this, id, entry = send.entry](bool stored) {
        // An entry that is not stored as sent is not sent: after a crash it would be sent without a look-up.
        if (stored) return transmit(entry);
        not_stored(id);
        finish_step(id);
    });
}

void OutboxSender::send_before_storing(const OutboxEntry& sent) {
    const BatchId batch = held_.next_batch();
    held_.step(sent, batch);
    settle(batch, true);
    unwritten_sends_.emplace(sent.id, clock_.now());
    if (!survey_) sent_before_survey_.insert(sent.id);
    transmit(sent);
}

void OutboxSender::not_stored(const EntryId& id) {
    held_.rest(id, clock_.now().local + disk_pause);
    const OutboxEntry* entry = find(id);
    if (entry && awaited(id))
        listener_.entry_outcome(*entry, replay::EntryOutcome::unclear, Errc::storage_failed);
}

void OutboxSender::transmit(const OutboxEntry& sent) {
    const auto done = [this, id = sent.id](const CallResult& result) {
        rest_if_asked(result);
        const OutboxEntry* entry = find(id);
        if (!entry || stopping_) return;
        apply_response(decisions_.learn(*entry, result.result, result.retry_after, clock_.now(), policy()));
    };
    const bool goes_back =
        sent.state == EntryState::reversal_sent || std::holds_alternative<RefundEntry>(sent.body);
    refunds_of_earlier_run_.erase(sent.id);
    if (goes_back)
        provider_.refund(sent, config_.timing.send_timeout, done);
    else
        provider_.submit(sent, programme_, config_.timing.send_timeout, done);
}

void OutboxSender::look_up(const EntryId& id, const replay::Look& look) {
    const auto done = [this, id, started = clock_.now()](const LookUpResult& result) {
        const auto* ended = std::get_if<CallResult>(&result);
        if (ended) rest_if_asked(*ended);
        const OutboxEntry* entry = find(id);
        if (!entry || stopping_) return;
        apply_response(
            ended ? replay::look_failed(*entry, ended->result, clock_.now(), policy())
                  : decisions_.learn_found(*entry, std::get<replay::Findings>(result), started, policy()));
    };
    provider_.look_up(look, config_.timing.send_timeout, done);
}

void OutboxSender::prepare_refund(const EntryId& id) {
    const EntryId sale = std::get<RefundEntry>(find(id)->body).purchase;
    const auto read = [sale](Outbox& outbox) { return sale_context_of(outbox, sale); };
    ask<SaleContext>(executor_, read, [this, id](const Result<SaleContext>& sale_context) {
        const OutboxEntry* entry = find(id);
        if (!entry || stopping_) return finish_step(id);
        if (!sale_context) {
            held_.rest(id, clock_.now().local + disk_pause);
            return finish_step(id);
        }
        auto prepared = decisions_.prepare_refund(*entry, sale_context->purchase, sale_context->refunds,
                                                  clock_.now(), policy(), sale_context->instead);
        if (!prepared.ready)
            return apply_response({std::move(prepared.entry),
                                   replay::LinkStatus::open,
                                   replay::EntryOutcome::none,
                                   {},
                                   {},
                                   ""});
        held_.put(std::move(prepared.entry));
        perform(id, decisions_.decide(*find(id), clock_.now(), policy()));
    });
}

void OutboxSender::apply_response(replay::Learned learned) {
    const EntryId id = learned.entry.id;
    const OutboxEntry* held = find(id);
    if (!held) return finish_step(id);
    const bool unwritten = unwritten_sends_.contains(id);
    if (*held == learned.entry && learned.follow_ups.empty() && !unwritten) return applied(learned);
    if (refunds_of_earlier_run_.contains(id))
        for (auto& follow_up : learned.follow_ups)
            follow_up = replay::doubtful_correction(std::move(follow_up), clock_.now());
    // The journal shows every change of state, also where the decision has no note for it.
    if (learned.note.empty() && held->state != learned.entry.state)
        learned.note = name_of(learned.entry.state);
    store(learned.entry, learned.follow_ups, learned.note, [this, id, learned](bool stored) {
        if (stored) return applied(learned);
        // An outcome that is not on the disk does not count: the entry is looked up or compared again.
        if (contradicted_.erase(id) > 0) unchecked_.insert(id);
        not_stored(id);
        finish_step(id);
    });
}

void OutboxSender::applied(const replay::Learned& learned) {
    const EntryId id = learned.entry.id;
    link_status(learned.link_status, learned.reason);
    for (const auto& follow_up : learned.follow_ups) add(follow_up);
    const OutboxEntry* entry = find(id);
    if (!entry) return finish_step(id);
    if (learned.entry_outcome != replay::EntryOutcome::none) {
        listener_.entry_outcome(*entry, learned.entry_outcome, learned.reason);
        if (learned.entry_outcome != replay::EntryOutcome::unclear) awaited_.erase(id);
    } else if (awaited(id)) {
        return step(id);
    }
    finish_step(id);
}

void OutboxSender::store(const OutboxEntry& entry, std::vector<OutboxEntry> follow_ups, std::string note,
                         std::function<void(bool)> then) {
    const BatchId id = held_.next_batch();
    held_.step(entry, id);
    Batch batch;
    batch.durability = durability_of(entry, !follow_ups.empty());
    batch.entries.push_back(entry);
    const Timestamp now = clock_.now().local;
    auto unwritten = unwritten_sends_.extract(entry.id);
    if (unwritten) batch.journal.push_back({entry.receipt, entry.id, unwritten.mapped().local, "sent", ""});
    for (auto& follow_up : follow_ups) {
        batch.journal.push_back({follow_up.receipt, follow_up.id, now, "stored", "follows " + entry.id.text});
        batch.entries.push_back(std::move(follow_up));
    }
    const std::string why =
        entry.state == EntryState::parked && entry.parking() ? entry.parking()->detail : "";
    note_cloud_time(batch);
    if (!note.empty()) batch.journal.push_back({entry.receipt, entry.id, now, std::move(note), why});
    if (entry.state == EntryState::parked)
        log_.write(LogLevel::warning,
                   "parked " + entry.id.text + ": " + std::string(name_of(entry.parking()->reason)));
    const auto sent = unwritten ? std::optional(unwritten.mapped()) : std::nullopt;
    executor_.commit(std::move(batch),
                     [this, id, entry = entry.id, sent, then = std::move(then)](const Result<void>& result) {
                         if (stopping_) return;
                         if (!result && sent) unwritten_sends_.emplace(entry, *sent);
                         settle(id, result.has_value());
                         if (!result) log_.write(LogLevel::error, "not stored: " + result.error().sentence());
                         then(result.has_value());
                     });
}

void OutboxSender::finish_step(const EntryId& id) {
    busy_.erase(id);
    const OutboxEntry* entry = find(id);
    if (!entry || is_final(entry->state)) refunds_of_earlier_run_.erase(id);
    if (entry && is_final(entry->state) && !replay::is_live(*entry) && !listener_.keeps(entry->receipt))
        held_.erase(id);
    queue_steps_.erase(id);
    loop_.post([this] { pump(); });
}

}  // namespace tillpoints
