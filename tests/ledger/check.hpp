#pragma once
#include <map>
#include <string>
#include <vector>

#include "tests/ledger/records.hpp"

namespace tillpoints::ledger {

/// One disagreement: the receipt, entry or operation, and what was expected and found.
struct Mismatch {
    std::string subject;
    std::string what;
};

struct Comparison {
    std::vector<Mismatch> mismatches;
    std::int64_t receipts = 0;   ///< sales printed
    std::int64_t with_card = 0;  ///< of them those with an operation that stands (or is parked)
    Points redeemed;             ///< by the confirmed purchases
    Points awarded;              ///< for them, before returns
    Points returned;             ///< redeemed points that returns and withdrawals gave back
    Points withdrawn;            ///< awards that returns and withdrawals took back
    Money offline_loss;          ///< redeemed offline and refused by the cloud: the one stated exception
    std::int64_t pending = 0;    ///< entries that are not final
    std::map<std::string, std::int64_t> parked;  ///< by reason
};

/// Double entry, per operation. Pure.
///  - a confirmed purchase has exactly one operation of its number, with its points, and every reversal of it
///    belongs to one of our refunds;
///  - a withdrawn one has no operation or one that was reversed in full; a cancelled one has none;
///  - every other operation and reversal in the cloud has an entry that names it;
///  - every printed discount is the confirmed redemption of its receipt, and every confirmed purchase was
///  printed;
///  - every customer who was told of an award has a purchase;
///  - every printed return of a sale that was awarded as a whole has its refund;
///  - every printed line is price x quantity, the lines add up, the payments add up;
///  - offline redemptions that the cloud refused are parked or written off with their whole loss, and what
///  was
///    paid is another purchase of the receipt;
///  - the cloud's ledger balances.
/// A parked entry needs an operator, so an operation it may have caused is not a mismatch.
Comparison check(const Records& records);

/// `ledger: receipts N, with card M, redeemed X, awarded Y, pending 0, parked P (reasons), mismatch 0`
std::string summary(const Comparison& result);

}  // namespace tillpoints::ledger
