#pragma once
#include <optional>
#include <string>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/money.hpp"
#include "protocol/quantity.hpp"

namespace tillpoints::pricing {

/// A sold line as the journal keeps it for returns.
struct SoldLine {
    PositionId id;
    std::string name;
    Money paid_price;   ///< discounted unit price on the fiscal receipt
    Quantity quantity;  ///< of a part of a piece in thousandths of `part.denominator`-ths, so that parts of
                        ///< it are exact
    Money full_sum;     ///< before points
    Money paid_sum;     ///< on the fiscal receipt
    bool in_total = true;               ///< was part of the `total` sent to the cloud
    bool awarded = true;                ///< earned points
    Quantity returned;                  ///< already returned before
    std::optional<Fraction> part = {};  ///< only this part of one piece was sold
};

struct Returning {
    std::size_t sold_line;  ///< index into the sold lines
    Quantity quantity;
};

struct ReturnShare {
    Money partial_amount;  ///< pre-points sum of the returned goods that were in `total`
    Points carried;        ///< the points those goods were paid with
    Money paid;            ///< what the fiscal return pays back
    bool whole = false;    ///< this and the returns before make up everything that was in `total`
    bool first = false;    ///< nothing of `total` was returned before
};

/// What a return gives back, so that any sequence of partial returns adds up exactly to the whole: every
/// line's part is the difference of cumulative half-up shares.
ReturnShare returned_share(const std::vector<SoldLine>& sold, const std::vector<Returning>& returning);

}  // namespace tillpoints::pricing
