#pragma once
#include "plugin/ports/loop.hpp"
#include "tests/simulation/power.hpp"

namespace tillpoints::simulation {

/// The product's loop in virtual time, as long as the terminal's power is on.
class ModelLoop final : public Loop {
  public:
    ModelLoop(const VirtualTime& time, Power& power) : time_(time), power_(power) {}

    Moment now() const override { return Moment(time_.now().time_since_epoch()); }
    void post(std::function<void()> work) override { power_.later({}, std::move(work)); }
    std::unique_ptr<Timer> timer() override { return std::make_unique<ModelTimer>(*this); }

  private:
    class ModelTimer final : public Timer {
      public:
        explicit ModelTimer(ModelLoop& loop) : loop_(loop) {}
        void at(Moment moment, std::function<void()> work) override {
            const auto delay = std::chrono::duration_cast<std::chrono::milliseconds>(moment - loop_.now());
            *setting_ += 1;
            loop_.power_.later(delay,
                               [mine = *setting_, setting = std::weak_ptr(setting_), work = std::move(work)] {
                                   const auto present = setting.lock();
                                   if (present && *present == mine) work();
                               });
        }
        void cancel() override { *setting_ += 1; }

      private:
        ModelLoop& loop_;
        std::shared_ptr<unsigned> setting_ = std::make_shared<unsigned>(0);
    };

    const VirtualTime& time_;
    Power& power_;
};

}  // namespace tillpoints::simulation
