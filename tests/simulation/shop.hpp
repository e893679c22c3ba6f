#pragma once
#include <memory>
#include <optional>

#include "tests/simulation/shell_desk.hpp"

namespace tillpoints::simulation {

/// How a day is run.
struct DaySetting {
    std::uint64_t seed = 1;
    int receipts = 40;
    std::int64_t most_faults = every_fault;
    Mutation mutation = Mutation::none;
    bool kept_timeline = false;
};

/// One shop: a terminal with its disk, the way to the cloud, the cloud, and time.
class Shop {
  public:
    explicit Shop(const DaySetting& setting);

    /// The register says something and waits; nothing when the power went before the answer.
    std::optional<Json> say(till::Event event);
    /// Time passes; ends early when the power goes.
    void pass(std::chrono::milliseconds time);
    /// The power comes back after a while, and the library starts from what is on the disk.
    void boot();
    /// Nothing goes wrong any more.
    void calm();
    Timestamp terminal_time() const { return loop.now() + wrong_by_; }
    void maybe_bad_weather();

    Loop loop;
    Timeline timeline;
    Faults faults;
    Power power;
    Random random;  ///< what people do
    Random physics;
    ModelCloud cloud;
    ModelDisk disk;
    ModelNetwork network;
    Config config;

  private:
    struct Terminal {
        Terminal(Ground& ground, std::chrono::milliseconds wrong_by);
        ShellClock clock;
        ShellCourier courier;
        ShellDesk desk;
    };

    std::chrono::milliseconds wrong_by_{0};
    Ground ground_;
    std::unique_ptr<Terminal> terminal_;
    unsigned weather_ = 0;
};

}  // namespace tillpoints::simulation
