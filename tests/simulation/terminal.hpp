#pragma once
#include <optional>

#include "plugin/engine/engine.hpp"
#include "plugin/entries/number.hpp"
#include "plugin/operator/operator_commands.hpp"
#include "plugin/ports/manual_loop.hpp"
#include "plugin/providers/uds/provider.hpp"
#include "sample_entries.hpp"
#include "tests/simulation/durable_outbox.hpp"
#include "tests/simulation/fiber.hpp"
#include "tests/simulation/model_disk.hpp"
#include "tests/simulation/model_loyalty_client.hpp"
#include "tests/simulation/mutation.hpp"

namespace tillpoints::simulation {

/// What every terminal of the shop shares.
struct World {
    VirtualTime& time;
    Timeline& timeline;
    Faults& faults;
    Random& physics;
    ModelCloud& cloud;
    const Config& config;
    Storage storage = Storage::model;
    Mutation mutation = Mutation::none;
    QueueWindow window = {};
};

/// One terminal: its power, disk, clock and way to the cloud, and the product's own dispatcher and sender on
/// them.
class Terminal {
  public:
    Terminal(World& world, int number);
    ~Terminal();

    /// What the register's people do; everything below is called from inside.
    void employ(std::function<void()> people);
    bool at_work() const { return people_ && !people_->finished(); }

    /// The register says something and waits; nothing when the power went before the answer.
    std::optional<Json> say(till::Event event);
    /// A technician's command: into the inbox, and taken out of it by the product's operator commands. The
    /// answer; nothing when the power went before it came.
    std::optional<Json> order(const replay::Command& command);
    void pass(std::chrono::milliseconds time);
    /// The power comes back after a while, and the library starts from what is on the disk.
    void boot();
    /// A backup of the disk is made now.
    void back_up();
    bool has_backup() const { return backup_.has_value(); }
    /// The disk dies, and what it held with it; the terminal starts with the backup.
    void boot_from_backup();
    void maybe_bad_weather();
    void calm();

    int number() const { return number_; }
    Timestamp time() const { return world_.time.now() + wrong_by_; }
    bool clock_was_set() const { return clock_was_set_; }
    Outbox& outbox() { return *outbox_; }
    /// What this terminal's numbers end with.
    std::string mark() const { return installation_mark(outbox_->keyed_hash(installation_identity)); }

    Power power;
    /// What the host was promised and not given: an answer, within its deadline.
    std::vector<std::string> complaints;

  private:
    struct Life;
    void start();
    CommandInbox::Options inbox();
    /// The people wait until somebody calls `wake` with the same number, and no longer.
    void wait();
    void wake(std::uint64_t waiting);
    void say_in_timeline(const std::string& what) {
        world_.timeline.say("till " + std::to_string(number_) + ": " + what);
    }

    World& world_;
    int number_;
    std::chrono::milliseconds wrong_by_{0};
    bool clock_was_set_ = false;
    std::unique_ptr<DurableOutbox> outbox_;
    std::optional<std::function<void()>> backup_;
    ModelDisk disk_;
    ModelLoyaltyClient line_;
    std::unique_ptr<OutboxExecutor> wrong_disk_;  ///< with a mutation
    std::unique_ptr<Life> life_;
    std::optional<testing::Shop> inbox_place_;  ///< made for the first command
    std::unique_ptr<Fiber> people_;
    std::uint64_t waiting_ = 0;
    bool people_wait_ = false;
    unsigned weather_ = 0;
    bool calm_ = false;
};

}  // namespace tillpoints::simulation
