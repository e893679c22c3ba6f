#pragma once
#include <nlohmann/json.hpp>
#include <string>

namespace tillpoints::sidecar {

/// An event that the library answered, and when.
struct AnsweredEvent {
    nlohmann::json event;
    nlohmann::json reply;
    std::string at;          ///< UTC, ISO 8601
    std::string phone_mark;  ///< a keyed digest of the phone that the event names; empty: it names none
};

/// What the pages know of a receipt, as JSON, after one more event of it; null for an event that says nothing
/// of it. Learning the same twice changes nothing. It holds no name of a customer, no phone and no code.
///
///     {"receipt_id","kind","state":"open|paid|closed|cancelled","opened_at","closed_at","cashier","shift",
///      "customer":{"by","status","tier"}|null,"phone":mark,"positions":[as submitted],"lines":[as printed],
///      "full":sum before
///      points,"total","points","earned","quote_id","extra","original","withdrawn","parked",
///      "returned":{return's id: total},"reply":status of the closing}
///
/// `paid`: points were taken and the receipt is not closed yet. Pure.
nlohmann::json noted(nlohmann::json receipt, const AnsweredEvent& answered);

/// The same for the sale that a return names: what came back of it. Null if it is not that sale's return.
nlohmann::json noted_return(nlohmann::json sale, const AnsweredEvent& answered);

/// The receipt that an event of a return gives goods back of; empty if none.
std::string original_of(const nlohmann::json& event);

}  // namespace tillpoints::sidecar
