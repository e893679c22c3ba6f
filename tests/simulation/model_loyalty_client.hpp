#pragma once
#include "plugin/ports/clock.hpp"
#include "plugin/providers/uds/loyalty_client.hpp"
#include "protocol/http.hpp"
#include "tests/simulation/model_cloud.hpp"
#include "tests/simulation/power.hpp"

namespace tillpoints::simulation {

/// One terminal's way to the cloud and everything that can happen on it. Most answers pass as values; those
/// whose bytes matter (cut, a stranger's page, a redirect) are read by the product from their bytes.
class ModelLoyaltyClient final : public uds::LoyaltyClient {
  public:
    enum class Weather { clear, refusing, silent, portal, key_revoked, company_blocked };
    using Done = std::function<void(CallResult)>;

    ModelLoyaltyClient(VirtualTime& time, Power& power, Random& random, Faults& faults, ModelCloud& cloud)
        : time_(time), power_(power), random_(random), faults_(faults), cloud_(cloud) {}

    void call(const loyalty::Call& call, std::chrono::milliseconds timeout, Done done) override;
    void weather(Weather now) { weather_ = now; }
    /// The clock of the terminal's present life learns from what the cloud answers.
    void tell(Clock& clock) { clock_ = &clock; }

  private:
    void none(std::chrono::milliseconds after, Errc code, bool unsent, const Done& done);
    bool goes_wrong(const loyalty::Call& call, std::chrono::milliseconds timeout, const Done& done);
    bool arrives_and_goes_wrong(const loyalty::Call& call, std::chrono::milliseconds soon,
                                std::chrono::milliseconds timeout, const Done& done);
    void deliver(const loyalty::Call& call, std::chrono::milliseconds timeout, bool failed_after,
                 const Done& done);
    void refuse(std::chrono::milliseconds after, loyalty::Refusal refusal, const Done& done,
                std::optional<std::chrono::milliseconds> retry_after = {});
    void strange_page(const loyalty::Call& call, std::chrono::milliseconds after, const Done& done);
    /// The product reads an answer's bytes.
    void bytes(const loyalty::Call& call, std::chrono::milliseconds after, HttpAnswer answer,
               const Done& done);
    /// The request reaches the cloud this much later, whatever becomes of the terminal.
    void arrive(const loyalty::Call& call, std::chrono::milliseconds after,
                std::function<void(const loyalty::Answer&)> then);
    /// As HTTP tells it, in whole seconds.
    Timestamp date() const { return std::chrono::floor<std::chrono::seconds>(time_.now()); }

    VirtualTime& time_;
    Power& power_;
    Random& random_;
    Faults& faults_;
    ModelCloud& cloud_;
    Clock* clock_ = nullptr;
    Weather weather_ = Weather::clear;
};

}  // namespace tillpoints::simulation
