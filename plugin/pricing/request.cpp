#include "plugin/pricing/request.hpp"

#include "plugin/pricing/allocate.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::pricing {
namespace {

constexpr std::size_t most_positions = 10'000;

struct Request {
    Rules rules;
    Money redeem;
    till::Split split = till::Split::none;
    bool tender = false;
    std::vector<till::Position> positions;
};

/// A quantity is a decimal string; a JSON number is read from its digits just as well.
Quantity read_quantity(Reader& in) {
    const Json* raw = in.raw("quantity");
    if (raw && raw->number()) {
        if (const auto quantity = parse_quantity(raw->number()->digits)) return *quantity;
        in.fail("quantity", Errc::out_of_range, "a number above 0 and at most 99999.999 with three decimals",
                raw->number()->digits);
        return Quantity{1000};
    }
    return in.quantity("quantity");
}

/// The sum follows from price and quantity. One that is given is the truth: a line that does not agree with
/// it is left alone.
Money read_sum(Reader& in, const till::Position& position) {
    std::int64_t product;
    const auto given = in.maybe_minor("sum");
    if (position.part) return given.value_or(part_sum(position.price, *position.part));
    if (__builtin_mul_overflow(position.price.count, position.quantity.thousandths, &product) ||
        line_sum(position.price, position.quantity) > max_money) {
        in.fail("price", Errc::out_of_range, "a line of at most " + std::to_string(max_money.count));
        return Money();
    }
    return given.value_or(line_sum(position.price, position.quantity));
}

till::Position read_position(Reader in) {
    till::Position out;
    out.id = PositionId(in.text("id", 64));
    out.name = in.maybe_text("name").value_or("");
    out.price = in.minor("price");
    out.quantity = read_quantity(in);
    out.type = in.maybe_text("type", 64).value_or("NORMAL");
    out.marked = in.flag("marked", false);
    out.excluded = in.flag("excluded", false);
    out.unredeemable = in.flag("unredeemable", false);
    out.has_modifiers = in.flag("modifiers", false);
    out.min_price = in.maybe_minor("min_price");
    out.part = in.maybe_fraction("fraction");
    out.sum = read_sum(in, out);
    return out;
}

/// Prices in tenge are whole tenge, never tiyn.
Money step_of(std::string_view currency) {
    return currency == "KZT" ? Money(100) : Money(1);
}

Request read_request(Reader& in) {
    Request out;
    out.rules.step = step_of(in.maybe_text("currency", 8).value_or("RUB"));
    if (const auto step = in.maybe_integer("step", 1, 1'000'000)) out.rules.step = Money(*step);
    out.redeem = in.minor("redeem");
    out.rules.floor = in.maybe_minor("floor").value_or(Money(1));
    out.split = static_cast<till::Split>(in.maybe_one_of("split", {"none", "pieces", "any"}).value_or(0));
    out.tender = in.maybe_one_of("mode", {"discount", "tender"}).value_or(0) == 1;
    Money total;
    in.each("positions", most_positions, [&](Reader item) {
        out.positions.push_back(read_position(item));
        if (total <= max_money) total += out.positions.back().sum;
    });
    if (total > max_money)
        in.fail("positions", Errc::out_of_range, "a total of at most " + std::to_string(max_money.count),
                std::to_string(total.count));
    return out;
}

Json to_json(const Explanation& explanation) {
    return Json::object({{"id", explanation.id.text},
                         {"reason", explanation.reason},
                         {"share", explanation.share.count},
                         {"cut", explanation.cut.count}});
}

/// What the cloud would be told of this receipt.
Json cloud_sums(const Assessed& receipt) {
    return Json::object({{"total", receipt.sent_total.count},
                         {"skip_loyalty_total", receipt.skip_total.count},
                         {"unredeemable_total", receipt.unredeemable_total.count},
                         {"most", receipt.most.count}});
}

}  // namespace

Result<Json> allocate_request(const Json& request, bool explain) {
    if (!request.members())
        return Problem{Errc::wrong_type, "", "an object", std::string(request.type_name())};
    Problems problems;
    Reader in(request, "", problems);
    const Request asked = read_request(in);
    if (!problems.empty()) return problems.front();

    const Assessed receipt = assess(asked.positions, asked.rules);
    const Allocation allocation = asked.tender ? tender(receipt, asked.redeem)
                                               : allocate(receipt, asked.redeem, asked.split, asked.rules);
    Json lines = Json::array();
    for (const auto& line : allocation.lines) lines.push(till::to_json(line));
    Json out = Json::object({{"redeemed", allocation.redeemed.count}, {"positions", std::move(lines)}});
    if (asked.tender) out.set("tender", allocation.redeemed.count);
    if (!explain) return out;
    Json reasons = Json::array();
    for (const auto& explanation : allocation.explanation) reasons.push(to_json(explanation));
    out.set("explanation", std::move(reasons));
    out.set("cloud", cloud_sums(receipt));
    return out;
}

}  // namespace tillpoints::pricing
