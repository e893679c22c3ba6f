#pragma once
#include <string>

#include "plugin/session/session.hpp"
#include "protocol/till/events.hpp"

/// A receipt the register never explained, as a person who saw the paper explains it.
namespace tillpoints::session {

enum class Paper {
    as_quoted,   ///< printed at the prices last quoted, or at full price where nothing was
    full_price,  ///< printed without the discount
    none,        ///< never printed
};

/// The event the register would have told. Refused (out_of_order) where the receipt is not open, and where
/// the goods of a printed one are not known.
Result<till::Event> explained(const Session& session, Paper paper, std::string reason, Timestamp now);

/// What the receipt comes to as far as is known; nothing: its goods were never told.
std::optional<Money> total_known(const Session& session);

}  // namespace tillpoints::session
