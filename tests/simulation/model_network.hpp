#pragma once
#include <functional>
#include <optional>

#include "plugin/replay/learn.hpp"
#include "tests/simulation/model_cloud.hpp"
#include "tests/simulation/power.hpp"

namespace tillpoints::simulation {

/// What came of one call.
struct CallResult {
    replay::SendResult result;
    std::optional<std::chrono::milliseconds> retry_after;
    std::optional<Timestamp> date;  ///< the cloud's clock, in whole seconds as HTTP tells it
};

/// The way to the cloud and everything that can happen on it.
class ModelNetwork {
  public:
    enum class Weather { clear, refusing, silent, key_revoked };
    using Done = std::function<void(const CallResult&)>;

    ModelNetwork(Loop& loop, Power& power, Random& random, Faults& faults, ModelCloud& cloud)
        : loop_(loop), power_(power), random_(random), faults_(faults), cloud_(cloud) {}

    void call(const loyalty::Call& call, std::chrono::milliseconds timeout, Done done);
    void weather(Weather now) { weather_ = now; }

  private:
    void none(std::chrono::milliseconds after, Errc code, bool unsent, const Done& done);
    bool goes_wrong(const loyalty::Call& call, std::chrono::milliseconds timeout, const Done& done);
    void deliver(const loyalty::Call& call, std::chrono::milliseconds timeout, bool failed_after,
                 const Done& done);
    void refuse(std::chrono::milliseconds after, loyalty::Refusal refusal, const Done& done,
                std::optional<std::chrono::milliseconds> retry_after = {});
    /// The request reaches the cloud this much later, whatever becomes of the terminal.
    void arrive(const loyalty::Call& call, std::chrono::milliseconds after,
                std::function<void(const loyalty::Answer&)> then);
    Timestamp date() const { return std::chrono::floor<std::chrono::seconds>(loop_.now()); }

    Loop& loop_;
    Power& power_;
    Random& random_;
    Faults& faults_;
    ModelCloud& cloud_;
    Weather weather_ = Weather::clear;
};

}  // namespace tillpoints::simulation
