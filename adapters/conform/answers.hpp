#pragma once
#include <map>
#include <string>

#include "adapters/conform/event.hpp"

namespace tillpoints::conform {

/// What happens to one event beside its usual answer.
enum class Disturbance {
    none,
    refused,          ///< of payment_started: the redemption was not made
    failed,           ///< the answer is an error
    not_stored,       ///< the answer is not_stored
    busy,             ///< submit returns TILLPOINTS_BUSY
    unknown_receipt,  ///< the answer is the error unknown_receipt
    late,             ///< the answer comes after half a second
    no_answer,        ///< the answer comes only when the instance is destroyed
};

struct Answer {
    Disturbance disturbance = Disturbance::none;
    std::string text;
};

/// A plugin that answers by a table instead of asking anybody: each event as the library would, save the
/// first of the disturbed ones. Discounts are a tenth of each line that can be sold in whole pieces. Pure.
class Answers {
  public:
    explicit Answers(std::map<std::string, Disturbance> disturbed) : disturbed_(std::move(disturbed)) {}

    /// True once for an event that is not to be taken.
    bool busy_for(const std::string& event);

    /// `event` may be anything.
    Answer next(const std::string& event);

  private:
    Json usual(const std::string& name, const Json& event);
    Json granted(const Json& event);

    std::map<std::string, Disturbance> disturbed_;
    std::map<std::string, Json> quotes_;  ///< by receipt: the reply that granted the latest discount
    int quote_count_ = 0;
};

}  // namespace tillpoints::conform
