#pragma once
#include "cloud/ledger/draw_records.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud {

std::string_view word_of(DrawState state);   ///< "arranged", "collecting", "listed", "drawn"
std::string_view word_of(TicketFor ticket);  ///< "customer", "purchase"
std::string_view word_of(PrizeState state);  ///< "waiting", "given", "not_given"

/// Who takes part: `{segment, ticket_for, from, to}`.
Json shown_participation(const Draw& draw);
/// `{kind, points, days}`; kind is "nothing", "points" or "certificate".
Json shown_prize(const Draw& draw);

}  // namespace tillpoints::cloud
