#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/config/config.hpp"
#include "plugin/limits/limits_state.hpp"
#include "protocol/loyalty/messages.hpp"

namespace tillpoints::session {

/// Keyed hashes of identities, made before the step by `hash_identities` (step.hpp).
class KeyedHashes {
  public:
    void add(const std::string& identity, std::string hash) {
        hashes_.insert_or_assign(identity, std::move(hash));
    }
    /// Throws std::logic_error for an identity that was not added: a defect.
    const std::string& operator()(std::string_view identity) const;
    /// Every hash, once.
    std::vector<std::string> all() const;

  private:
    std::map<std::string, std::string, std::less<>> hashes_;
};

/// Customers of other open receipts: the keys of each, at least of those who share a key with this step.
struct OpenElsewhere {
    std::vector<std::vector<std::string>> customers = {};
    /// How many of them have one of these keys.
    std::int64_t operator()(const std::vector<std::string>& keys) const;
};

/// What a step knows beside its session and its input. All of it are values that nothing changes while the
/// step is taken; the configuration never changes.
struct StepContext {
    Timestamp now;
    const Config* config = nullptr;
    std::optional<loyalty::Settings> settings = {};  ///< nothing: never heard from the cloud
    bool online = true;                              ///< false: questions are not asked
    std::optional<Errc> link_trouble = {};           ///< why the link is down, where that is known
    std::string fresh_uuid;                          ///< for a quote id
    std::string fresh_nonce;                         ///< for an entry
    std::string customer_key;                        ///< keyed hash of the present customer's identity
    std::string installation = {};                   ///< this terminal's mark in numbers
    std::optional<Timestamp> cloud_now;              ///< by the cloud's clock, where an answer has told it
    /// What is remembered and counted of the identities and the cashier of this step; nothing: no limits.
    std::optional<limits::LimitsState> limits_state = {};
    Timestamp limits_now;               ///< the time limits go by
    KeyedHashes keyed_hash = {};        ///< with `limits_state` only
    OpenElsewhere open_elsewhere = {};  ///< with `limits_state` only
};

}  // namespace tillpoints::session
