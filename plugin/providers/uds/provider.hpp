#pragma once
#include <memory>

#include "plugin/ports/clock.hpp"
#include "plugin/ports/loyalty_provider.hpp"
#include "plugin/providers/uds/entry_call.hpp"
#include "plugin/providers/uds/list_scan.hpp"
#include "plugin/providers/uds/loyalty_client.hpp"
#include "plugin/transport/transport.hpp"

namespace tillpoints::uds {

/// UDS Partner API v2. It has no look-up by number, so a look-up reads the list of operations.
class Provider final : public LoyaltyProvider {
  public:
    /// `call_of` may be replaced by a wrong one, to see what becomes of it. `client` outlives the provider,
    /// or is `owned` by it.
    explicit Provider(LoyaltyClient& client, decltype(&uds::call_of) call_of = uds::call_of,
                      std::unique_ptr<LoyaltyClient> owned = {})
        : client_(client), call_of_(call_of), owned_(std::move(owned)) {}

    void identify(const loyalty::FindCustomer& question, std::chrono::milliseconds timeout,
                  Done done) override;
    void quote(const loyalty::Calculate& question, std::chrono::milliseconds timeout, Done done) override;
    void request_confirmation(const loyalty::RequestConfirmation& question, std::chrono::milliseconds timeout,
                              Done done) override;
    void give_confirmation(const loyalty::GiveConfirmation& question, std::chrono::milliseconds timeout,
                           Done done) override;
    void voucher(const loyalty::CreateVoucher& question, std::chrono::milliseconds timeout,
                 Done done) override;
    void settings(std::chrono::milliseconds timeout, Done done) override;
    void submit(const OutboxEntry& entry, std::optional<loyalty::DiscountPolicy> programme,
                std::chrono::milliseconds timeout, Done done) override;
    void refund(const OutboxEntry& entry, std::chrono::milliseconds timeout, Done done) override;
    void look_up(const replay::Look& look, std::chrono::milliseconds timeout,
                 std::function<void(const LookUpResult&)> done) override;
    /// A percent programme refuses a sale at full price that does not skip the discount, because it does not
    /// add up.
    std::optional<Errc> missing_discount_refusal() const override { return Errc::invalid_checksum; }
    void close() override;

  private:
    LoyaltyClient& client_;
    decltype(&uds::call_of) call_of_;
    std::unique_ptr<LoyaltyClient> owned_;
    std::shared_ptr<ListScan> survey_;  ///< not read to its end yet
};

/// The product's: over a transport. What the cloud answers tells the clock the cloud's time. `observer` is
/// told what came of each call.
std::unique_ptr<LoyaltyProvider> make_provider(
    std::unique_ptr<Transport> transport, Clock& clock,
    std::function<void(const Outcome&, const CallResult&)> observer);

}  // namespace tillpoints::uds
