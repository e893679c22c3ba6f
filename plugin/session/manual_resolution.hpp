#pragma once
#include <string>

#include "plugin/session/session.hpp"
#include "protocol/till/events.hpp"

/// An operator who has seen the printed receipt states how it ended, because the register never reported it.
namespace tillpoints::session {

enum class Paper {
    as_quoted,   ///< printed at the prices last quoted, or at full price if there was no quote
    full_price,  ///< printed without the discount
    none,        ///< never printed
};

/// The event that the register would have sent. Refused (out_of_order) if the receipt is not open, or if it
/// was printed and its goods are not known.
Result<till::Event> explained(const Session& session, Paper paper, std::string reason, Timestamp now);

/// The receipt's total as far as it is known; nothing if the register never sent its positions.
std::optional<Money> total_known(const Session& session);

}  // namespace tillpoints::session
