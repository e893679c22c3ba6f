#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/simulator/cart.hpp"

/// What happens at the counter, decided from a seed alone. Pure: the same seed, carts and mix give the same
/// day, so a register killed in the middle finds its place again.
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
    int permille = 0;               ///< of what may be spent, where redemption is `some`
    bool goes_back = false;         ///< the cashier abandons the payment once and begins it again
    bool cancelled = false;         ///< the customer walks away, after the payment began
    std::size_t suspended_for = 0;  ///< finished only after that many further receipts
};

struct ReturnPlan {
    std::size_t sale = 0;  ///< the cart whose sale comes back
    ReturnOf what = ReturnOf::whole;
    bool names_sale = true;  ///< false: the register does not know which receipt it was
    bool carries_extra = true;
    std::uint64_t seed = 0;  ///< which lines and how much of them
};

/// One stretch of work at the counter, in the order of the day.
struct Begin {
    SalePlan sale;
};
struct Resume {
    SalePlan sale;
};
struct Return {
    ReturnPlan plan;
};
using Step = std::variant<Begin, Resume, Return>;

struct Mix {
    HostKind host = HostKind::mixed;
    std::size_t customers = 0;  ///< how many customers there are; 0: nobody shows a card
    bool codes = false;         ///< customers can show app codes
    bool exceptions = true;     ///< returns, cancels, cashiers who go back, suspended receipts
};

std::vector<Step> plan_day(std::uint64_t seed, const std::vector<Cart>& carts, const Mix& mix);

/// The receipt id: a UUID (version 8) from run, seed and the receipt's place in the day. `kind` tells the
/// sale of a cart from its return.
std::string receipt_id(const std::string& run, std::uint64_t seed, std::size_t cart, char kind);

}  // namespace tillpoints::simulator
