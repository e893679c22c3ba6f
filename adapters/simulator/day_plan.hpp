#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/simulator/cart.hpp"

/// The plan of a day, computed from a seed. Pure: the same seed, carts and mix give the same plan, so a
/// killed register can continue it.
namespace tillpoints::simulator {

enum class HostKind { mixed, payment_event, commit };
enum class Identity { none, phone, code };
enum class Redemption { none, some, max };
enum class ReturnOf { whole, lines, part_of_a_quantity };

struct SalePlan {
    std::size_t cart = 0;
    bool payment_event = true;  ///< false: the register redeems with the discount (commit)
    std::string split = "none";
    Identity identity = Identity::none;
    std::size_t customer = 0;
    Redemption redemption = Redemption::none;
    int permille = 0;               ///< share of the redeemable points to ask for, if redemption is `some`
    bool abandons_payment = false;  ///< the cashier abandons the payment once and starts it again
    bool cancelled = false;         ///< the customer walks away, after the payment began
    std::size_t suspended_for = 0;  ///< finished only after that many further receipts
};

struct ReturnPlan {
    std::size_t sale = 0;  ///< the cart whose sale is returned
    ReturnOf what = ReturnOf::whole;
    bool names_sale = true;  ///< false: the register does not know which receipt it was
    bool carries_extra = true;
    std::uint64_t seed = 0;  ///< which lines and how much of them
};

/// One step of the day, in order.
struct BeginSale {
    SalePlan sale;
};
struct ResumeSale {
    SalePlan sale;
};
struct ReturnGoods {
    ReturnPlan plan;
};
using DayStep = std::variant<BeginSale, ResumeSale, ReturnGoods>;

struct DayMix {
    HostKind host = HostKind::mixed;
    std::size_t customers = 0;  ///< how many customers there are; 0: nobody shows a card
    bool codes = false;         ///< customers can show app codes
    bool exceptions = true;     ///< returns, cancels, cashiers who go back, suspended receipts
};

std::vector<DayStep> plan_day(std::uint64_t seed, const std::vector<Cart>& carts, const DayMix& mix);

/// The receipt id: a UUID (version 8) from run, seed and the receipt's place in the day. `kind` tells the
/// sale of a cart from its return.
std::string receipt_id(const std::string& run, std::uint64_t seed, std::size_t cart, char kind);

}  // namespace tillpoints::simulator
