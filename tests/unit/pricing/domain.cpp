#include "tests/unit/pricing/domain.hpp"

#include <algorithm>
#include <map>
#include <sstream>

namespace tillpoints::pricing::test {
namespace {

constexpr const char* types[] = {"NORMAL",    "NORMAL",       "NORMAL",         "NORMAL",
                                 "SERVICE",   "SHOES_MARKED", "TOBACCO_MARKED", "ALCOHOL_NOT_MARKED",
                                 "GIFT_CARD", "SOMETHING_NEW"};

class Dice {
  public:
    explicit Dice(std::mt19937_64& random) : random_(random) {}
    std::int64_t below(std::int64_t bound) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(bound));
    }
    bool one_in(std::int64_t n) { return below(n) == 0; }
    /// Of every order of magnitude up to `most`.
    std::int64_t magnitude(std::int64_t most) {
        std::int64_t bound = 10;
        while (bound < most && !one_in(4)) bound *= 10;
        return below(std::min(bound, most) + 1);
    }

  private:
    std::mt19937_64& random_;
};

std::int64_t any_quantity(Dice& dice) {
    switch (dice.below(4)) {
        case 0:
            return 1000;
        case 1:
            return 1000 * (1 + dice.below(12));
        case 2:
            return 1 + dice.magnitude(99'999'998);
        default:
            return 1 + dice.below(5000);
    }
}

till::Position any_position(Dice& dice, std::size_t number, std::int64_t room) {
    auto out = position("p" + std::to_string(number), dice.magnitude(10'000'000'000), any_quantity(dice));
    if (out.sum.count > room) out = position(out.id.text, dice.below(1000), 1000);
    if (!dice.one_in(3)) out.type = types[dice.below(std::size(types))];
    out.marked = dice.one_in(20);
    out.has_modifiers = dice.one_in(20);
    out.unredeemable = dice.one_in(20);
    if (dice.one_in(8)) out.min_price = Money(dice.below(out.price.count + 2));
    return out;
}

std::int64_t units(const Quantity& quantity) {
    return quantity.thousandths;
}

/// The lines of an allocation that belong to one position, which stand together.
struct Part {
    std::vector<till::FiscalLine> lines;
    std::int64_t sum = 0;
    std::int64_t thousandths = 0;
};

std::optional<std::string> check_line(const Assessed::Line& line, const Part& part, const Case& what) {
    const auto& position = line.position;
    if (part.thousandths != units(position.quantity)) return "the quantity changed";
    if (line.treatment != Treatment::eligible &&
        (part.lines.size() != 1 || part.lines[0].price != position.price))
        return "an excluded line was touched";
    if (part.lines.size() > 1 &&
        (what.split == till::Split::none || position.marked || position.has_modifiers))
        return "a line was split that must not be";
    if (part.lines.size() == 2 && part.lines[0].price == part.lines[1].price)
        return "a split without a difference";
    if (part.sum > position.sum.count) return "a line became dearer";
    for (const auto& printed : part.lines) {
        if (printed.price > position.price || printed.price < Money()) return "a price left its range";
        if (printed.price != position.price && printed.price < line.floor)
            return "a price went below its floor";
        if ((position.price - printed.price).count % what.rules.step.count != 0)
            return "a price is not on a step";
        if (part.lines.size() > 1 && position.quantity.whole() && !printed.quantity.whole())
            return "pieces were cut up";
        if (what.split == till::Split::pieces && part.lines.size() > 1 && !printed.quantity.whole())
            return "a weighed line was split";
        if (line.floor > Money() && position.sum > Money() && printed.sum < Money(1))
            return "a line came to cost nothing";
    }
    return {};
}

using Printed = std::map<std::string, std::vector<std::tuple<Money, Quantity, Money>>>;

Printed by_id(const Allocation& allocation) {
    Printed out;
    for (const auto& line : allocation.lines)
        out[line.id.text].emplace_back(line.price, line.quantity, line.sum);
    return out;
}

std::optional<std::string> check_order(const Case& what, const Allocation& straight) {
    auto turned = what;
    std::reverse(turned.positions.begin(), turned.positions.end());
    if (turned.positions.size() > 3)
        std::rotate(turned.positions.begin(), turned.positions.begin() + 2, turned.positions.end());
    const auto other = redeem(turned.positions, what.redeem.count, what.split, what.rules);
    if (by_id(other) != by_id(straight)) return "another order of lines gave another answer";
    return {};
}

}  // namespace

Case any_case(std::mt19937_64& random, std::size_t most_lines) {
    Dice dice(random);
    Case out;
    std::int64_t room = max_money.count;
    const auto lines = static_cast<std::size_t>(dice.magnitude(static_cast<std::int64_t>(most_lines)));
    for (std::size_t i = 0; i < lines; ++i) {
        out.positions.push_back(any_position(dice, i, room - 1000 * static_cast<std::int64_t>(lines - i)));
        room -= out.positions.back().sum.count;
    }
    constexpr std::int64_t floors[] = {1, 1, 1, 0, 100};
    constexpr std::int64_t steps[] = {1, 1, 1, 1, 100, 7};
    out.rules.floor = Money(floors[dice.below(5)]);
    out.rules.step = Money(steps[dice.below(6)]);
    out.rules.award_tobacco = dice.one_in(2);
    out.rules.step_budget = 3000;
    out.split = static_cast<till::Split>(dice.below(3));
    const auto most = assess(out.positions, out.rules).most.count;
    switch (dice.below(8)) {
        case 0:
            out.redeem = Money(most);
            break;
        case 1:
            out.redeem = Money(most + dice.magnitude(1000));
            break;
        case 2:
            out.redeem = Money(dice.magnitude(1000));
            break;
        default:
            out.redeem = Money(dice.below(most + 1));
    }
    return out;
}

std::optional<std::string> broken_promise(const Case& what) {
    const auto receipt = assess(what.positions, what.rules);
    const auto out = allocate(receipt, what.redeem, what.split, what.rules);
    if (out.explanation.size() != what.positions.size()) return "a position without an explanation";
    std::int64_t removed = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < receipt.lines.size(); ++i) {
        const auto& position = receipt.lines[i].position;
        Part part;
        for (; at < out.lines.size() && out.lines[at].id == position.id; ++at) {
            if (line_sum(out.lines[at].price, out.lines[at].quantity) != out.lines[at].sum)
                return "price * quantity is not the sum";
            part.lines.push_back(out.lines[at]);
            part.sum += out.lines[at].sum.count;
            part.thousandths += units(out.lines[at].quantity);
        }
        if (part.lines.empty() || part.lines.size() > 2)
            return "a position is missing or in more than two parts";
        if (const auto broken = check_line(receipt.lines[i], part, what)) return broken;
        if (out.explanation[i].cut != position.sum - Money(part.sum))
            return "the explanation tells another cut";
        removed += position.sum.count - part.sum;
    }
    if (at != out.lines.size()) return "a line too many";
    if (Money(removed) != out.redeemed) return "the cuts do not add up to what was redeemed";
    if (out.redeemed > what.redeem) return "more was redeemed than asked";
    if (what.redeem >= receipt.most && out.redeemed != receipt.most)
        return "everything was asked and not given";
    return check_order(what, out);
}

std::string describe(const Case& what) {
    std::ostringstream out;
    out << "redeem " << what.redeem.count << ", split " << static_cast<int>(what.split) << ", floor "
        << what.rules.floor.count << ", step " << what.rules.step.count;
    for (const auto& line : what.positions)
        out << "\n  " << line.id.text << " " << line.price.count << " x " << line.quantity.thousandths
            << "/1000 " << line.type << (line.marked ? " marked" : "")
            << (line.has_modifiers ? " modifiers" : "")
            << (line.min_price ? " min " + std::to_string(line.min_price->count) : "");
    return out.str();
}

}  // namespace tillpoints::pricing::test
