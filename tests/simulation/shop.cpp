#include "tests/simulation/shop.hpp"

namespace tillpoints::simulation {
namespace {

constexpr int members = 8;

Timestamp morning() {
    return *parse_timestamp("2026-03-02T06:00:00Z");
}

Config shop_config() {
    Config config;
    config.rules.step_budget = 20'000;
    return config;
}

}  // namespace

Shop::Terminal::Terminal(Ground& ground, std::chrono::milliseconds wrong_by)
    : clock(ground.loop, wrong_by),
      courier(ground, clock,
              {[this](const Fact& fact, replay::News news, std::optional<Errc> reason) {
                   desk.news(fact, news, reason);
               },
               [this](const loyalty::Settings& settings) { desk.settings(settings); },
               [this](const ReceiptId& receipt) { return desk.is_open(receipt); }}),
      desk(ground, clock, courier) {
    std::vector<Fact> facts = ground.disk.unsettled();
    for (const auto& [receipt, stored] : ground.disk.sessions()) {
        if (stored.finished) continue;
        for (auto& fact : ground.disk.facts_of(receipt)) facts.push_back(std::move(fact));
        desk.resume(stored);
    }
    courier.resume(std::move(facts));
    courier.start();
}

Shop::Shop(const DaySetting& setting)
    : loop(morning()),
      timeline(loop, setting.kept_timeline),
      faults(setting.seed * 3 + 1, setting.most_faults, timeline),
      power(loop),
      random(setting.seed * 3 + 2),
      physics(setting.seed * 3 + 3),
      cloud(loop, switches_of(random)),
      disk(loop, power, physics, faults),
      network(loop, power, physics, faults, cloud),
      config(shop_config()),
      ground_{loop, power, physics, timeline, disk, network, config, setting.mutation} {
    for (int i = 0; i < members; ++i)
        cloud.join("+7900000000" + std::to_string(i), Points(random.between(0, 300'000)));
    terminal_ = std::make_unique<Terminal>(ground_, wrong_by_);
}

std::optional<Json> Shop::say(till::Event event) {
    if (!power.on()) return {};
    auto ticket = std::make_shared<Ticket>();
    ticket->event = till::name_of(event);
    ticket->due = loop.now() + config.timing.event_deadline;
    const auto* receipt = till::receipt_of(event);
    const std::string about = ticket->event + (receipt ? " " + receipt->text : "");
    terminal_->desk.take(std::move(event), ticket);
    while (power.on() && !ticket->closed && loop.step()) {
    }
    if (timeline.kept())
        timeline.say(about + " -> " + (ticket->closed ? dump(*ticket->reply).substr(0, 200) : "no answer"));
    return ticket->closed && power.on() ? ticket->reply : std::nullopt;
}

void Shop::pass(std::chrono::milliseconds time) {
    const Timestamp until = loop.now() + time;
    const bool was_on = power.on();
    while (power.on() == was_on && loop.next() && *loop.next() <= until) loop.step();
    if (power.on() == was_on) loop.advance_to(until);
}

void Shop::boot() {
    power.cut();
    terminal_.reset();
    pass(physics.ms(3'000, 120'000));
    if (faults.strike(Fault::clock_jump, 100)) wrong_by_ = physics.ms(-86'400'000, 86'400'000);
    timeline.say("the terminal starts");
    power.restore();
    disk.restart();
    terminal_ = std::make_unique<Terminal>(ground_, wrong_by_);
}

void Shop::calm() {
    timeline.say("nothing goes wrong any more");
    faults.calm();
    weather_ += 1;
    network.weather(ModelNetwork::Weather::clear);
}

void Shop::maybe_bad_weather() {
    using Weather = ModelNetwork::Weather;
    const bool outage = faults.strike(Fault::outage, 50);
    const bool revoked = !outage && faults.strike(Fault::key_revoked, 8);
    const auto lasts = physics.ms(5'000, 600'000);
    const bool silent = physics.chance(500);
    if (faults.strike(Fault::power_cut, 10))
        loop.at(loop.now() + physics.ms(0, 20'000), [this] { power.cut(); });
    if (!outage && !revoked) return;
    network.weather(revoked ? Weather::key_revoked : silent ? Weather::silent : Weather::refusing);
    loop.at(loop.now() + lasts, [this, mine = ++weather_] {
        if (mine == weather_) network.weather(Weather::clear);
    });
}

}  // namespace tillpoints::simulation
