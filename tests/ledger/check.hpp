#pragma once
#include <map>
#include <string>
#include <vector>

#include "tests/ledger/records.hpp"

namespace tillpoints::ledger {

/// One thing that does not agree: which receipt, entry or operation, and what was expected and found.
struct Mismatch {
    std::string subject;
    std::string what;
};

struct Verdict {
    std::vector<Mismatch> mismatches;
    std::int64_t receipts = 0;   ///< sales printed
    std::int64_t with_card = 0;  ///< of them those with an operation that stands (or is parked)
    Points redeemed;             ///< by the confirmed purchases
    Points awarded;              ///< for them, before returns
    Points returned;             ///< redeemed points that returns and withdrawals gave back
    Points withdrawn;            ///< awards that returns and withdrawals took back
    Money offline_loss;          ///< promised offline and refused by the cloud: the one stated exception
    std::int64_t pending = 0;    ///< entries that are not final
    std::map<std::string, std::int64_t> parked;  ///< by reason
};

/// Double entry, per operation. Pure.
///  - a confirmed purchase has exactly one operation of its number, with its points; unless it is wanted no
///  more, what was
///    reversed of it has a cause in our refunds;
///  - a withdrawn one has none, or one that was reversed in full; a cancelled one has none;
///  - every other operation and reversal in the cloud has an entry that names it;
///  - every printed discount is the confirmed redemption of its receipt, and every confirmed purchase was
///  printed;
///  - every customer who was told of an award has a purchase;
///  - every printed return of a sale that was awarded as a whole has its refund;
///  - every printed line is price x quantity, the lines add up, the payments add up;
///  - points promised offline that the cloud refused are accounted: parked or written off with their whole
///    loss, and what was paid stands as another purchase of the receipt;
///  - the cloud's own books balance.
/// A parked entry is one that a person must see: what it may have done counts as named, and is not a
/// mismatch.
Verdict check(const Books& books);

/// `ledger: receipts N, with card M, redeemed X, awarded Y, pending 0, parked P (reasons), mismatch 0`
std::string summary(const Verdict& verdict);

}  // namespace tillpoints::ledger
