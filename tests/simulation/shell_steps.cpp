#include <utility>

#include "plugin/replay/schedule.hpp"
#include "tests/simulation/shell.hpp"
#include "protocol/overloaded.hpp"

/// How one fact is taken one step on, and where the mutations do it wrong.
namespace tillpoints::simulation {
namespace {

constexpr std::chrono::seconds disk_pause{5};

bool needs_its_sale(const Fact& fact) {
    const auto* refund = std::get_if<RefundFact>(&fact.body);
    return refund && fact.state == FactState::pending && !refund->operation && !refund->purchase.empty();
}

Fact mutated(Fact fact, Mutation mutation) {
    if (mutation == Mutation::resend_without_looking && fact.state == FactState::sent)
        fact.state = FactState::pending;
    if (mutation == Mutation::withdraw_without_refund && fact.state == FactState::reversing)
        fact.state = FactState::withdrawn;
    return fact;
}

bool is_5xx(const CallResult& result) {
    const auto* answer = std::get_if<loyalty::Answer>(&result.result);
    const auto* refusal = answer ? std::get_if<loyalty::Refusal>(answer) : nullptr;
    return refusal && refusal->status >= 500;
}

}  // namespace

void ShellCourier::step(const FactId& id) {
    const Fact* held = find(id);
    if (!held) return finish_turn(id);
    busy_.insert(id);
    const Fact fact = mutated(*held, ground_.mutation);
    if (needs_its_sale(fact)) return prepare_refund(id);
    if (fact.state == FactState::withdrawn && held->state == FactState::reversing)
        return land({fact, replay::Road::open, replay::News::withdrawn, {}, {}, "forgotten"});
    perform(id, replay::decide(fact, clock_.now(), policy()));
}

void ShellCourier::perform(const FactId& id, replay::Decision decision) {
    std::visit(Overloaded{
                   [&](const replay::Rest&) { finish_turn(id); },
                   [&](const replay::Wait&) {
                       if (awaited_.contains(id))
                           listener_.news(*find(id), replay::News::unclear, Errc::timed_out);
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

void ShellCourier::send(replay::Send send) {
    const FactId id = send.fact.id;
    Fact before = std::exchange(*find(id), send.fact);
    if (ground_.mutation == Mutation::send_before_store) {
        transmit(id, send.call);
        return store(send.fact, {}, "sent", [](bool) {});
    }
    store(send.fact, {}, "sent",
          [this, id, before = std::move(before), call = std::move(send.call)](bool stored) {
              if (stored) return transmit(id, call);
              undo(before);
              finish_turn(id);
          });
}

void ShellCourier::undo(Fact before) {
    Fact* held = find(before.id);
    if (!held) return;
    before.wanted = held->wanted;
    before.printed = held->printed;
    before.not_before = clock_.now().local + disk_pause;
    *held = std::move(before);
    if (awaited_.contains(held->id)) listener_.news(*held, replay::News::unclear, Errc::storage_failed);
}

void ShellCourier::transmit(const FactId& id, loyalty::Call call) {
    auto* purchase = std::get_if<loyalty::CreateOperation>(&call);
    if (purchase && ground_.mutation == Mutation::new_number_per_try && find(id)->tries > 1) {
        *purchase->number += "-" + std::to_string(find(id)->tries);
        purchase->nonce = Nonce(*purchase->number);
    }
    ground_.timeline.say("send " + id.text);
    line(call, ground_.config.timing.send_timeout, [this, id](const CallResult& result) {
        const Fact* fact = find(id);
        if (!fact) return;
        if (ground_.mutation == Mutation::drop_on_5xx && is_5xx(result)) {
            Fact dropped = *fact;
            dropped.state = FactState::withdrawn;
            return land({std::move(dropped),
                         replay::Road::broken,
                         replay::News::refused,
                         Errc::server_failed,
                         {},
                         "dropped"});
        }
        land(replay::learn(*fact, result.result, result.retry_after, clock_.now(), policy()));
    });
}

void ShellCourier::look_up(const FactId& id, replay::Look look) {
    next_page(id, std::make_shared<replay::Scan>(std::move(look)), clock_.now());
}

void ShellCourier::next_page(const FactId& id, std::shared_ptr<replay::Scan> scan, replay::Now started) {
    line(scan->next_page(), ground_.config.timing.send_timeout,
         [this, id, scan, started](const CallResult& result) {
             const Fact* fact = find(id);
             if (!fact) return;
             const auto* answer = std::get_if<loyalty::Answer>(&result.result);
             const auto* page = answer ? std::get_if<loyalty::OperationPage>(answer) : nullptr;
             if (!page) return land(replay::look_failed(*fact, result.result, clock_.now(), policy()));
             if (scan->take(*page)) return next_page(id, scan, started);
             land(replay::learn(*fact, *scan, started, policy()));
         });
}

void ShellCourier::prepare_refund(const FactId& id) {
    const FactId sale = std::get<RefundFact>(find(id)->body).purchase;
    ground_.disk.run([this, id, sale](const ModelDisk& disk) -> std::function<void()> {
        return [this, id, purchase = disk.fact(sale), refunds = disk.refunds_of(sale)] {
            Fact* fact = find(id);
            if (!fact) return finish_turn(id);
            auto prepared = replay::prepare_refund(*fact, purchase, refunds, clock_.now(), policy());
            if (!prepared.ready)
                return land({std::move(prepared.fact), replay::Road::open, replay::News::none, {}, {}, ""});
            *fact = std::move(prepared.fact);
            perform(id, replay::decide(*fact, clock_.now(), policy()));
        };
    });
}

void ShellCourier::land(replay::Learned learned) {
    const FactId id = learned.fact.id;
    Fact* held = find(id);
    if (!held) return finish_turn(id);
    if (*held == learned.fact && learned.follow_ups.empty()) return landed(learned);
    Fact before = std::exchange(*held, learned.fact);
    store(learned.fact, learned.follow_ups, learned.note,
          [this, before = std::move(before), learned](bool stored) {
              if (stored) return landed(learned);
              undo(before);
              finish_turn(before.id);
          });
}

void ShellCourier::landed(const replay::Learned& learned) {
    const FactId id = learned.fact.id;
    road(learned.road, learned.reason);
    for (const auto& follow_up : learned.follow_ups) add(follow_up);
    const Fact* fact = find(id);
    if (!fact) return finish_turn(id);
    if (learned.news != replay::News::none) {
        listener_.news(*fact, learned.news, learned.reason);
        if (learned.news != replay::News::unclear) awaited_.erase(id);
    } else if (awaited_.contains(id)) {
        return step(id);
    }
    finish_turn(id);
}

void ShellCourier::store(const Fact& fact, const std::vector<Fact>& follow_ups, const std::string& note,
                         std::function<void(bool)> then) {
    Batch batch;
    batch.facts.push_back(fact);
    batch.facts.insert(batch.facts.end(), follow_ups.begin(), follow_ups.end());
    if (ground_.timeline.kept())
        ground_.timeline.say("fact " + fact.id.text + " " + std::string(tillpoints::name_of(fact.state)) +
                             (fact.wanted == Wanted::withdraw ? " unwanted" : "") + ": " + note);
    ground_.disk.commit(std::move(batch), std::move(then));
}

void ShellCourier::finish_turn(const FactId& id) {
    busy_.erase(id);
    const Fact* fact = find(id);
    const bool over =
        fact && is_final(fact->state) && !replay::is_live(*fact) && !listener_.keeps(fact->receipt);
    const bool had_turn = turn_ == id;
    // `id` may live inside the fact that goes away.
    const FactId gone = id;
    if (over) std::erase_if(facts_, [&](const Fact& it) { return it.id == gone; });
    if (had_turn) turn_.reset();
    ground_.power.later(std::chrono::milliseconds(0), [this] { pump(); });
}

}  // namespace tillpoints::simulation
