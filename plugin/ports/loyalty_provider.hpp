#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <variant>

#include "plugin/entries/entry.hpp"
#include "plugin/replay/findings.hpp"
#include "plugin/replay/link_report.hpp"
#include "protocol/loyalty/messages.hpp"

namespace tillpoints {

/// What came of one call: an answer, or why there is none.
struct CallResult {
    replay::SendResult result;
    std::optional<std::chrono::milliseconds> retry_after =
        {};  ///< the provider asks to be left alone so long
};

/// What a look-up found, or the call that ended it early.
using LookUpResult = std::variant<replay::Findings, CallResult>;

/// The loyalty programme's provider, as the engine needs it. Each one is a folder in plugin/providers, and
/// knows alone how its protocol says what is asked here. `done` is called once, on the loop, never from
/// inside the call. A timeout is for each request that goes out.
class LoyaltyProvider {
  public:
    using Done = std::function<void(const CallResult&)>;

    virtual ~LoyaltyProvider() = default;

    /// Who is this? Answered by a Found or a Refusal.
    virtual void identify(const loyalty::FindCustomer& question, std::chrono::milliseconds timeout,
                          Done done) = 0;
    /// How many points may this cart take? Answered by a Calculated or a Refusal.
    virtual void quote(const loyalty::Calculate& question, std::chrono::milliseconds timeout, Done done) = 0;
    /// Begins the customer's confirmation of a redemption. Answered by a Confirmation or a Refusal.
    virtual void request_confirmation(const loyalty::RequestConfirmation& question,
                                      std::chrono::milliseconds timeout, Done done) = 0;
    /// What the customer answered. Answered by a Confirmation or a Refusal.
    virtual void give_confirmation(const loyalty::GiveConfirmation& question,
                                   std::chrono::milliseconds timeout, Done done) = 0;
    /// A voucher for a sale without a customer. Answered by a Voucher or a Refusal.
    virtual void voucher(const loyalty::CreateVoucher& question, std::chrono::milliseconds timeout,
                         Done done) = 0;
    /// The programme's rules. Answered by Settings or a Refusal.
    virtual void settings(std::chrono::milliseconds timeout, Done done) = 0;

    /// Submits a purchase or a reward that is stored as sent. It may have been submitted before: then it
    /// carries the same idempotency key. `programme`: as far as the shop's programme is known. Answered by an
    /// Operation (of a reward: Accepted) or a Refusal.
    virtual void submit(const OutboxEntry& entry, std::optional<loyalty::DiscountPolicy> programme,
                        std::chrono::milliseconds timeout, Done done) = 0;
    /// Gives back what a return names, or the whole of a purchase that is no longer wanted. Stored as sent.
    /// Answered by the reversal's Operation or a Refusal.
    virtual void refund(const OutboxEntry& entry, std::chrono::milliseconds timeout, Done done) = 0;
    /// Looks for operations. Complete findings prove what is absent, so they must reach as far as the look
    /// asks.
    virtual void look_up(const replay::Look& look, std::chrono::milliseconds timeout,
                         std::function<void(const LookUpResult&)> done) = 0;

    /// With which code it refuses a purchase at full price that lacks the discount of the shop's programme.
    /// The terminal may not have known the programme then, so the purchase is submitted again. Nothing: no
    /// programme asks for such a discount.
    virtual std::optional<Errc> missing_discount_refusal() const = 0;

    /// Ends all calls; nothing may be asked after it.
    virtual void close() {}
};

}  // namespace tillpoints
