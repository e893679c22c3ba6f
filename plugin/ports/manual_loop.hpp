#pragma once
#include "plugin/ports/loop.hpp"
#include "plugin/ports/manual_time.hpp"

namespace tillpoints {

/// A loop on a time that is moved on by hand.
class ManualLoop final : public Loop {
  public:
    using Work = std::function<void()>;

    /// `guard` may wrap all work that is given to the loop, to drop it where it must not run any more.
    explicit ManualLoop(ManualTime& time, std::function<Work(Work)> guard = {})
        : time_(time), guard_(std::move(guard)) {}

    Moment now() const override { return Moment(time_.now().time_since_epoch()); }
    void post(Work work) override { later({}, std::move(work)); }
    std::unique_ptr<Timer> timer() override { return std::make_unique<ManualTimer>(*this); }

  private:
    class ManualTimer final : public Timer {
      public:
        explicit ManualTimer(ManualLoop& loop) : loop_(loop) {}
        void at(Moment moment, Work work) override {
            *setting_ += 1;
            loop_.later(std::chrono::duration_cast<std::chrono::milliseconds>(moment - loop_.now()),
                        [mine = *setting_, setting = std::weak_ptr(setting_), work = std::move(work)] {
                            const auto present = setting.lock();
                            if (present && *present == mine) work();
                        });
        }
        void cancel() override { *setting_ += 1; }

      private:
        ManualLoop& loop_;
        std::shared_ptr<unsigned> setting_ = std::make_shared<unsigned>(0);
    };

    void later(std::chrono::milliseconds delay, Work work) {
        time_.at(time_.now() + delay, guard_ ? guard_(std::move(work)) : std::move(work));
    }

    ManualTime& time_;
    std::function<Work(Work)> guard_;
};

}  // namespace tillpoints
