#pragma once
#include "tests/simulation/terminal.hpp"

namespace tillpoints::simulation {

/// How a day is run.
struct DaySetting {
    std::uint64_t seed = 1;
    int receipts = 40;  ///< of the whole shop
    int tills = 2;
    FaultChoice faults;
    Storage storage = Storage::model;
    Mutation mutation = Mutation::none;
    bool kept_timeline = false;
};

/// One shop: terminals, the cloud they share, and time.
class Shop {
  public:
    explicit Shop(const DaySetting& setting);

    Terminal& till(std::size_t index) { return *tills_[index]; }
    const Terminal& till(std::size_t index) const { return *tills_[index]; }
    std::size_t tills() const { return tills_.size(); }

    /// Time goes on until nobody is at work any more.
    void work();
    void pass(std::chrono::milliseconds time);
    /// Nothing goes wrong any more.
    void calm();

    VirtualTime time;
    Timeline timeline;
    Faults faults;
    Random random;  ///< what people do
    Random physics;
    bool numbered_alike;  ///< both registers give their receipts the same ids
    bool backed_up;       ///< backups of the terminals' disks are made, and may be needed
    bool technician;      ///< somebody sees to what waits in the queues
    ModelCloud cloud;
    Config config;

  private:
    /// On some days the owner changes the programme while the tills sell.
    void arrange_changes(std::uint64_t seed);

    World world_;
    std::vector<std::unique_ptr<Terminal>> tills_;
};

}  // namespace tillpoints::simulation
