#include "adapters/simulator/day_plan.hpp"

#include <openssl/evp.h>

#include <array>
#include <map>

#include "adapters/simulator/random.hpp"

namespace tillpoints::simulator {
namespace {

Identity identity_of(Random& random, const DayMix& mix) {
    const auto draw = random.below(100);
    if (mix.customers == 0 || draw < 30) return Identity::none;
    return mix.codes && draw < 80 ? Identity::code : Identity::phone;
}

Redemption redemption_of(Random& random, Identity identity) {
    const auto draw = random.below(100);
    if (identity == Identity::none || draw < 35) return Redemption::none;
    return draw < 65 ? Redemption::some : Redemption::max;
}

SalePlan plan_sale(std::uint64_t seed, std::size_t cart, const DayMix& mix) {
    static constexpr std::array<const char*, 3> splits{"none", "pieces", "any"};
    auto random = random_for(seed, cart);
    SalePlan sale;
    sale.cart = cart;
    const bool drawn_host = random.percent(50);
    sale.payment_event = mix.host == HostKind::mixed ? drawn_host : mix.host == HostKind::payment_event;
    sale.split = splits[static_cast<std::size_t>(random.below(3))];
    sale.identity = identity_of(random, mix);
    sale.customer = mix.customers == 0 ? 0 : static_cast<std::size_t>(random.next() % mix.customers);
    sale.redemption = redemption_of(random, sale.identity);
    sale.permille = static_cast<int>(random.between(50, 950));
    if (!mix.exceptions) return sale;
    const auto exception = random.below(100);
    sale.abandons_payment = exception < 6;
    sale.cancelled = exception >= 6 && exception < 11;
    if (exception >= 11 && exception < 15)
        sale.suspended_for = static_cast<std::size_t>(random.between(1, 3));
    return sale;
}

/// The return of one sale out of twelve, some receipts later.
std::optional<ReturnPlan> plan_return(std::uint64_t seed, const SalePlan& sale) {
    auto random = random_for(seed ^ 0x5245545552Eu, sale.cart);
    if (sale.cancelled || !random.percent(8)) return std::nullopt;
    ReturnPlan plan;
    plan.sale = sale.cart;
    const auto draw = random.below(3);
    plan.what = draw == 0 ? ReturnOf::whole : draw == 1 ? ReturnOf::lines : ReturnOf::part_of_a_quantity;
    plan.names_sale = !random.percent(8);
    plan.carries_extra = random.percent(70);
    plan.seed = random.next();
    return plan;
}

}  // namespace

std::vector<DayStep> plan_day(std::uint64_t seed, const std::vector<Cart>& carts, const DayMix& mix) {
    std::multimap<std::size_t, DayStep> later;
    std::vector<DayStep> steps;
    for (std::size_t cart = 0; cart < carts.size(); ++cart) {
        if (carts[cart].is_return) {
            steps.push_back(ReturnGoods{{cart, ReturnOf::whole, false, false, 0}});
        } else {
            const auto sale = plan_sale(seed, cart, mix);
            steps.push_back(BeginSale{sale});
            const auto done = cart + sale.suspended_for;
            if (sale.suspended_for > 0) later.emplace(done, ResumeSale{sale});
            auto random = random_for(seed ^ 0x4C41544552u, cart);
            if (const auto plan = mix.exceptions ? plan_return(seed, sale) : std::nullopt)
                later.emplace(done + static_cast<std::size_t>(random.between(0, 15)), ReturnGoods{*plan});
        }
        const auto due = later.equal_range(cart);
        for (auto step = due.first; step != due.second; ++step) steps.push_back(step->second);
        later.erase(due.first, due.second);
    }
    for (const auto& [when, step] : later) steps.push_back(step);
    return steps;
}

std::string receipt_id(const std::string& run, std::uint64_t seed, std::size_t cart, char kind) {
    const auto name =
        "tillpoints-register\n" + run + "\n" + std::to_string(seed) + "\n" + std::to_string(cart) + kind;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(name.data(), name.size(), digest.data(), &size, EVP_sha256(), nullptr);
    digest[6] = static_cast<unsigned char>((digest[6] & 0x0F) | 0x80);
    digest[8] = static_cast<unsigned char>((digest[8] & 0x3F) | 0x80);
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    for (std::size_t at = 0; at < 16; ++at) {
        if (at == 4 || at == 6 || at == 8 || at == 10) text += '-';
        text += hex[digest[at] >> 4];
        text += hex[digest[at] & 15];
    }
    return text;
}

}  // namespace tillpoints::simulator
