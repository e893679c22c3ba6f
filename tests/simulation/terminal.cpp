#include "tests/simulation/terminal.hpp"

#include "tests/simulation/wrong_disk.hpp"

namespace tillpoints::simulation {
namespace {

using std::chrono::milliseconds;

/// The product promises an answer by the deadline; a moment is left for what is due at the same time.
constexpr milliseconds patience{60'000};

/// With the wrong policy no number names its installation.
std::string installation_of(const World& world, int number) {
    if (world.mutation == Mutation::believe_the_number) return "";
    return "till000" + std::to_string(number);
}

}  // namespace

/// From one start to the next loss of power.
struct Terminal::Life {
    Life(Terminal& terminal, OutboxExecutor& disk)
        : loop(terminal.world_.time,
               [&power = terminal.power](ManualLoop::Work work) { return power.alive(std::move(work)); }),
          clock(loop, terminal.time()),
          provider(terminal.line_, wrong_call_of(terminal.world_.mutation)),
          log(Log::to(LogLevel::info,
                      [&terminal](LogLevel, std::string_view line) {
                          if (terminal.world_.timeline.kept()) terminal.say_in_timeline(std::string(line));
                      })),
          env{terminal.world_.config,
              loop,
              clock,
              provider,
              disk,
              *log,
              [&random = terminal.world_.physics] { return "u-" + std::to_string(random.next()); },
              [&random = terminal.world_.physics] { return random.next(); },
              wrong_decisions(terminal.world_.mutation),
              terminal.world_.window},
          engine(env) {}

    ManualLoop loop;
    Clock clock;
    uds::Provider provider;
    std::unique_ptr<Log> log;
    RuntimeEnv env;
    Engine engine;
    std::vector<std::unique_ptr<OperatorCommands>>
        operators;  ///< stopped but the last; what they asked may come yet
};

Terminal::Terminal(World& world, int number)
    : power(world.time),
      world_(world),
      number_(number),
      outbox_(durable_outbox(world.storage, world.time, power, world.physics, world.faults,
                             installation_of(world, number))),
      disk_(power, world.physics, world.faults, *outbox_),
      line_(world.time, power, world.physics, world.faults, world.cloud),
      wrong_disk_(wrong_disk(world.mutation, disk_, power)) {
    power.lost = [this] {
        say_in_timeline("the power is gone");
        world_.time.at(world_.time.now(), [this, mine = waiting_] { wake(mine); });
    };
    start();
}

Terminal::~Terminal() = default;

void Terminal::start() {
    life_ = std::make_unique<Life>(*this, wrong_disk_ ? *wrong_disk_ : static_cast<OutboxExecutor&>(disk_));
    line_.tell(life_->clock);
    life_->engine.resume(read_stored_state(*outbox_, world_.window.most).value());
    life_->engine.sender.start();
}

void Terminal::employ(std::function<void()> people) {
    people_ = std::make_unique<Fiber>(std::move(people));
    world_.time.at(world_.time.now(), [this] { people_->resume(); });
}

void Terminal::wait() {
    people_wait_ = true;
    people_->pause();
}

void Terminal::wake(std::uint64_t waiting) {
    if (waiting != waiting_ || !people_wait_) return;
    people_wait_ = false;
    waiting_ += 1;
    people_->resume();
}

std::optional<Json> Terminal::say(till::Event event) {
    if (!power.on()) return {};
    const std::string name(till::name_of(event));
    const auto* receipt = till::receipt_of(event);
    const auto* returned = std::get_if<till::ReturnClosed>(&event);
    const std::string about = name + (receipt ? " " + receipt->text : "") +
                              (returned && returned->original ? " of " + returned->original->text : "");
    const Timestamp due = world_.time.now() + world_.config.timing.event_deadline;
    const auto mine = waiting_;
    const auto answer = std::make_shared<std::optional<std::string>>();
    auto pending = std::make_shared<PendingReply>(
        life_->loop, name, life_->loop.now() + world_.config.timing.event_deadline,
        [this, mine, answer](const std::string& json) {
            *answer = json;
            world_.time.at(world_.time.now(), [this, mine] { wake(mine); });
        });
    world_.time.at(due + patience, power.alive([this, mine] { wake(mine); }));
    life_->engine.dispatcher.take(std::move(event), std::move(pending));
    wait();
    if (world_.timeline.kept())
        say_in_timeline(about + " -> " + answer->value_or("no answer").substr(0, 200));
    if (!power.on()) return {};
    if (world_.time.now() > due) complaints.push_back(about + " was answered after its deadline");
    if (!*answer) return {};
    return parse_json(**answer).value();
}

CommandInbox::Options Terminal::inbox() {
    if (!inbox_place_) {
        inbox_place_.emplace(testing::Place::memory);
        inbox_place_->open();  // makes the key
    }
    return {(inbox_place_->folder() / "commands.db").string(), inbox_place_->key_file()};
}

/// The operator commands is called for every command: one that looked twice a second all day would cost more
/// than the day.
std::optional<Json> Terminal::order(const replay::Command& command) {
    if (!power.on()) return {};
    const auto options = inbox();
    const auto inbox = CommandInbox::open(options).value();
    inbox->put(command.id, dump(replay::to_json(command)), time()).value();
    auto& operator_commands = *life_->operators.emplace_back(
        std::make_unique<OperatorCommands>(life_->env, life_->engine, options));
    operator_commands.start();
    const Timestamp until = world_.time.now() + std::chrono::minutes(20);
    std::optional<std::string> answer;
    while (power.on() && !answer && world_.time.now() < until) {
        pass(milliseconds(500));
        answer = inbox->answer_to(command.id).value();
    }
    if (!power.on()) return {};
    operator_commands.stop();
    if (!answer) complaints.push_back("a command for " + command.entry.text + " is not answered");
    say_in_timeline("command: " + dump(replay::to_json(command)) + " -> " +
                    answer.value_or("nothing").substr(0, 200));
    return answer ? std::optional(parse_json(*answer).value()) : std::nullopt;
}

void Terminal::pass(milliseconds time) {
    world_.time.at(world_.time.now() + time, [this, mine = waiting_] { wake(mine); });
    wait();
}

void Terminal::back_up() {
    say_in_timeline("a backup is made");
    backup_ = outbox_->backup();
}

void Terminal::boot_from_backup() {
    say_in_timeline("the disk dies, and the backup takes its place");
    power.cut();
    (*std::exchange(backup_, std::nullopt))();
    boot();
}

void Terminal::boot() {
    power.cut();
    waiting_ += 1;  // the cut itself must not end the wait for the start
    life_.reset();
    pass(world_.physics.ms(3'000, 120'000));
    if (world_.faults.strike(Fault::clock_jump, 100)) {
        clock_was_set_ = true;
        // A day, or the years of an empty battery.
        wrong_by_ = world_.physics.ms(-86'400'000, 86'400'000);
        if (world_.physics.chance(300)) wrong_by_ *= 3'650;
    }
    say_in_timeline("starts");
    outbox_->restart();
    power.restore();
    disk_.restart();
    start();
}

void Terminal::calm() {
    calm_ = true;
    weather_ += 1;
    line_.weather(ModelLoyaltyClient::Weather::clear);
    outbox_->full_until({});
}

void Terminal::maybe_bad_weather() {
    using Weather = ModelLoyaltyClient::Weather;
    auto& faults = world_.faults;
    auto& physics = world_.physics;
    const auto lasts = physics.ms(5'000, 600'000);
    const Weather out = physics.chance(500) ? Weather::silent : Weather::refusing;
    Weather weather = Weather::clear;
    if (faults.strike(Fault::outage, world_.config.offline.redemption.enabled ? 150 : 50))
        weather = out;
    else if (faults.strike(Fault::key_revoked, 6))
        weather = Weather::key_revoked;
    else if (faults.strike(Fault::company_blocked, 4))
        weather = Weather::company_blocked;
    else if (faults.strike(Fault::portal, 6))
        weather = Weather::portal;
    if (faults.strike(Fault::disk_full, 3)) outbox_->full_until(world_.time.now() + lasts);
    if (faults.strike(Fault::power_cut, 10))
        power.later(physics.ms(0, 20'000), [this] {
            if (!calm_) power.cut();
        });
    if (weather == Weather::clear) return;
    line_.weather(weather);
    world_.time.at(world_.time.now() + lasts, [this, mine = ++weather_] {
        if (mine == weather_) line_.weather(Weather::clear);
    });
}

}  // namespace tillpoints::simulation
