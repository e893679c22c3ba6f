#include <utility>

#include "plugin/replay/schedule.hpp"
#include "plugin/runtime/courier.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints {
namespace {

/// How long a fact rests after the disk refused it.
constexpr std::chrono::seconds disk_pause{5};

bool needs_its_sale(const Fact& fact) {
    const auto* refund = std::get_if<RefundFact>(&fact.body);
    return refund && fact.state == FactState::pending && !refund->operation && !refund->purchase.empty();
}

/// What a return must know of its sale.
struct Kin {
    std::optional<Fact> purchase;
    std::vector<Fact> refunds;
    std::optional<Fact> instead;  ///< the award in the place of a redemption that was refused
};

Result<Kin> kin_of(Outbox& outbox, const FactId& sale) {
    auto purchase = outbox.fact(sale);
    if (!purchase) return purchase.error();
    auto refunds = outbox.refunds_of(sale);
    if (!refunds) return refunds.error();
    Kin kin{std::move(*purchase), std::move(*refunds), {}};
    if (!kin.purchase || !promise_of(*kin.purchase)) return kin;
    auto instead = outbox.fact(award_instead_of(*kin.purchase));
    if (!instead) return instead.error();
    kin.instead = std::move(*instead);
    return kin;
}

}  // namespace

void Courier::step(const FactId& id) {
    const Fact* fact = find(id);
    if (!fact || stopping_) return finish_turn(id);
    busy_.insert(id);
    if (needs_its_sale(*fact)) return prepare_refund(id);
    perform(id, decisions_.decide(*fact, clock_.now(), policy()));
}

void Courier::perform(const FactId& id, replay::Decision decision) {
    std::visit(Overloaded{
                   [&](const replay::Rest&) { finish_turn(id); },
                   [&](const replay::Wait&) {
                       if (awaited(id)) listener_.news(*find(id), replay::News::unclear, Errc::timed_out);
                       finish_turn(id);
                   },
                   [&](replay::Send& it) { send(std::move(it)); },
                   [&](replay::LookUp& it) { look_up(id, std::move(it.look)); },
                   [&](replay::Settle& it) {
                       const bool over = it.fact.state == FactState::withdrawn;
                       land({std::move(it.fact),
                             replay::Road::open,
                             over ? replay::News::withdrawn : replay::News::none,
                             {},
                             {},
                             over ? "withdrawn: never sent" : ""});
                   },
               },
               decision);
}

void Courier::send(replay::Send send) {
    const FactId id = send.fact.id;
    Fact before = std::exchange(*find(id), send.fact);
    store(send.fact, {}, "sent",
          [this, id, before = std::move(before), call = std::move(send.call)](bool stored) {
              // Unstored, nothing leaves: after a crash nobody would know that it must be looked up.
              if (stored) return transmit(id, call);
              undo(before);
              finish_turn(id);
          });
}

void Courier::undo(Fact before) {
    Fact* held = find(before.id);
    if (!held) return;
    before.wanted = held->wanted;
    before.printed = held->printed;
    before.not_before = clock_.now().local + disk_pause;
    *held = std::move(before);
    if (awaited(held->id)) listener_.news(*held, replay::News::unclear, Errc::storage_failed);
}

void Courier::transmit(const FactId& id, const loyalty::Call& call) {
    line_.call(call, config_.timing.send_timeout, [this, id](const CallResult& result) {
        mind(result);
        const Fact* fact = find(id);
        if (!fact || stopping_) return;
        land(decisions_.learn(*fact, result.result, result.retry_after, clock_.now(), policy()));
    });
}

void Courier::look_up(const FactId& id, replay::Look look) {
    next_page(id, std::make_shared<replay::Scan>(std::move(look)), clock_.now());
}

void Courier::next_page(const FactId& id, std::shared_ptr<replay::Scan> scan, replay::Now started) {
    line_.call(scan->next_page(), config_.timing.send_timeout,
               [this, id, scan, started](const CallResult& result) {
                   mind(result);
                   const Fact* fact = find(id);
                   if (!fact || stopping_) return;
                   const auto* answer = std::get_if<loyalty::Answer>(&result.result);
                   const auto* page = answer ? std::get_if<loyalty::OperationPage>(answer) : nullptr;
                   if (!page) return land(replay::look_failed(*fact, result.result, clock_.now(), policy()));
                   if (scan->take(*page)) return next_page(id, scan, started);
                   land(replay::learn(*fact, *scan, started, policy()));
               });
}

void Courier::prepare_refund(const FactId& id) {
    const FactId sale = std::get<RefundFact>(find(id)->body).purchase;
    const auto read = [sale](Outbox& outbox) { return kin_of(outbox, sale); };
    ask<Kin>(disk_, read, [this, id](const Result<Kin>& kin) {
        Fact* fact = find(id);
        if (!fact || stopping_) return finish_turn(id);
        if (!kin) {
            fact->not_before = clock_.now().local + disk_pause;
            return finish_turn(id);
        }
        auto prepared = decisions_.prepare_refund(*fact, kin->purchase, kin->refunds, clock_.now(), policy(),
                                                  kin->instead);
        if (!prepared.ready)
            return land({std::move(prepared.fact), replay::Road::open, replay::News::none, {}, {}, ""});
        *fact = std::move(prepared.fact);
        perform(id, decisions_.decide(*fact, clock_.now(), policy()));
    });
}

void Courier::land(replay::Learned learned) {
    const FactId id = learned.fact.id;
    Fact* held = find(id);
    if (!held) return finish_turn(id);
    if (*held == learned.fact && learned.follow_ups.empty()) return landed(learned);
    // The journal shows every change of state, whoever had nothing to say about it.
    if (learned.note.empty() && held->state != learned.fact.state) learned.note = name_of(learned.fact.state);
    Fact before = std::exchange(*held, learned.fact);
    store(learned.fact, learned.follow_ups, learned.note,
          [this, before = std::move(before), learned](bool stored) {
              if (stored) return landed(learned);
              // What is not on the disk is not known: it will be looked up again.
              undo(before);
              finish_turn(before.id);
          });
}

void Courier::landed(const replay::Learned& learned) {
    const FactId id = learned.fact.id;
    road(learned.road, learned.reason);
    for (const auto& follow_up : learned.follow_ups) add(follow_up);
    const Fact* fact = find(id);
    if (!fact) return finish_turn(id);
    if (learned.news != replay::News::none) {
        listener_.news(*fact, learned.news, learned.reason);
        if (learned.news != replay::News::unclear) awaited_.erase(id);
    } else if (awaited(id)) {
        return step(id);
    }
    finish_turn(id);
}

void Courier::store(const Fact& fact, std::vector<Fact> follow_ups, std::string note,
                    std::function<void(bool)> then) {
    Batch batch;
    batch.facts.push_back(fact);
    const Timestamp now = clock_.now().local;
    for (auto& follow_up : follow_ups) {
        batch.journal.push_back({follow_up.receipt, follow_up.id, now, "stored", "follows " + fact.id.text});
        batch.facts.push_back(std::move(follow_up));
    }
    const std::string why = fact.state == FactState::parked && fact.parking ? fact.parking->detail : "";
    if (!note.empty()) batch.journal.push_back({fact.receipt, fact.id, now, std::move(note), why});
    if (fact.state == FactState::parked)
        log_.write(LogLevel::warning,
                   "parked " + fact.id.text + ": " + std::string(name_of(fact.parking->reason)));
    disk_.commit(std::move(batch), [this, then = std::move(then)](const Result<void>& result) {
        if (stopping_) return;
        if (!result) log_.write(LogLevel::error, "not stored: " + result.error().sentence());
        then(result.has_value());
    });
}

void Courier::finish_turn(const FactId& id) {
    busy_.erase(id);
    const Fact* fact = find(id);
    if (fact && is_final(fact->state) && !replay::is_live(*fact) && !listener_.keeps(fact->receipt))
        std::erase_if(facts_, [&](const Fact& it) { return it.id == id; });
    turns_.erase(id);
    loop_.post([this] { pump(); });
}

}  // namespace tillpoints
