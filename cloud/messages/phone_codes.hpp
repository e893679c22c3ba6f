#pragma once
#include "cloud/api/guesses/guess_limit.hpp"
#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

/// How often codes may be asked for, and how often they may be wrong. cloud/README.md has the reasons.
struct PhoneCodeLimits {
    GuessLimit requests_of_phone{3, 6};
    GuessLimit requests_of_address{20, 40};
    GuessLimit requests_of_all{300, 300};
    GuessLimit wrong_of_address{20, 20};
};

/// Confirms that somebody has a phone, by a code of six digits that is sent there. Nothing here depends on
/// whether the phone is known, so that nobody learns whose phones are. Each function works within the
/// context's transaction.
class PhoneCodes {
  public:
    static constexpr std::chrono::minutes lifetime{5};
    static constexpr std::int64_t max_tries = 5;

    explicit PhoneCodes(std::string secret, PhoneCodeLimits limits = {})
        : secret_(std::move(secret)), limits_(limits) {}

    /// Queues a new code for the phone, in place of an earlier one. Returns how long to wait if too many were
    /// asked for: of this phone, from this address, or in all.
    std::optional<std::chrono::seconds> request(RequestContext& context, const Phone& phone,
                                                const std::string& address, loyalty::Language language) const;

    enum class Check { right, wrong, too_many };
    /// Is this the phone's code? A try is counted before it is compared, and a right code is used up.
    Check check(RequestContext& context, const Phone& phone, const std::string& address,
                const std::string& code) const;

    /// The phone as a keyed digest.
    std::string digest_of_phone(const Phone& phone) const;

  private:
    std::string hash_of(const Phone& phone, const std::string& code) const;

    std::string secret_;
    PhoneCodeLimits limits_;
};

}  // namespace tillpoints::cloud
