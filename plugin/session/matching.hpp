#pragma once
#include <string_view>
#include <vector>

#include "plugin/pricing/returns.hpp"
#include "plugin/session/session.hpp"
#include "protocol/till/events.hpp"

/// Finds out which sold goods a return gives back.
namespace tillpoints::session {

struct Matching {
    std::vector<pricing::Returning> returning;
    MatchedBy by = MatchedBy::id;  ///< the least certain way that any line needed
    Money unmatched;               ///< the sum of returned goods that are not among what is left of the sale
    bool other_prices = false;     ///< some goods came back at another price than they were sold for
};

/// Matches at the price of the sale only: by id, else by content. For the shares another terminal noted,
/// which a register that printed no discount makes worthless.
Matching match_at_sold_prices(const std::vector<pricing::SoldLine>& sold,
                              const std::vector<till::ReturnedLine>& lines);

/// Matches whatever the price: by id; else by content; else, if neither fits any sold line, in proportion to
/// the sum. Goods that come back for nothing have no sum: they are those of the only sold line that cost next
/// to nothing, whose points would be lost otherwise. Goods of which more comes back than is left of the sale
/// are unmatched, never spread over other goods.
Matching match(const std::vector<pricing::SoldLine>& sold, const std::vector<till::ReturnedLine>& lines);

/// The quantity under which a sold line is kept. A part of a piece is counted in thousandths of such parts,
/// so that a smaller part of it comes back without rounding: two thirds are 2000, one third of the piece
/// 1000.
Quantity sold_units(Quantity quantity, const std::optional<Fraction>& part);

/// The word for replies and the journal.
std::string_view name_of(MatchedBy by);

}  // namespace tillpoints::session
