#include <algorithm>

#include "plugin/session/parts.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints::session {
namespace {

/// Every action has a case of its own, so a new one does not compile until it is decided here.
bool changes_a_promise(const Action& action) {
    return std::visit(Overloaded{
                          [](const StoreEntry&) { return true; },
                          [](const WithdrawEntry&) { return true; },
                          [](const MarkPrinted&) { return true; },
                          [](const ParkEntry&) { return true; },
                          [](const RecordReceipt&) { return true; },
                          // Limits that go with a redemption are stored with its entry; others only count.
                          [](const UpdateLimits&) { return false; },
                          [](const JournalNote&) { return false; },
                          [](const Ask&) { return false; },
                          [](const Reply&) { return false; },
                      },
                      action);
}

bool same_customer(const std::optional<Customer>& a, const std::optional<Customer>& b) {
    if (!a || !b) return a.has_value() == b.has_value();
    return a->by == b->by && a->value == b->value && a->status == b->status;
}

/// The register's list of closed receipts does not say what type the goods are, so a recovered receipt could
/// not tell which of them are excluded.
bool holds_special_goods(const std::vector<till::Position>& cart, const pricing::Rules& rules) {
    const auto lines = pricing::assess(cart, rules).lines;
    return std::any_of(lines.begin(), lines.end(),
                       [](const auto& line) { return line.treatment != pricing::Treatment::eligible; });
}

/// A forgotten offer is recognised by its lower prices if it is printed, as long as the cart is remembered.
bool offers_for_unsynced_cart(const Session& before, const Session& after,
                              const std::vector<till::Position>& synced_cart) {
    return lowers_prices(after.quote) && before.quote != after.quote && !same_cart(after.cart, synced_cart);
}

}  // namespace

bool must_be_synced(const Session& before, const Step& step, const std::vector<till::Position>& synced_cart,
                    const pricing::Rules& rules) {
    const Session& after = step.session;
    if (before.phase != after.phase || !same_customer(before.customer, after.customer)) return true;
    // A voucher that was printed and forgotten would be followed by a second one for the same sale.
    if (after.voucher && after.voucher->printed && before.voucher != after.voucher) return true;
    if (after.customer && !same_cart(before.cart, after.cart) && holds_special_goods(after.cart, rules))
        return true;
    if (offers_for_unsynced_cart(before, after, synced_cart)) return true;
    return std::any_of(step.actions.begin(), step.actions.end(), changes_a_promise);
}

}  // namespace tillpoints::session
