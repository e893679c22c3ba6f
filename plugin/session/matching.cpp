#include "plugin/session/matching.hpp"

#include <algorithm>
#include <functional>

namespace tillpoints::session {
namespace {

using pricing::SoldLine;
using till::ReturnedLine;

/// The names do not contradict each other; one of them may be missing.
bool same_name(const SoldLine& sold, const ReturnedLine& line) {
    return sold.name.empty() || line.name.empty() || sold.name == line.name;
}

bool same_id(const SoldLine& sold, const ReturnedLine& line) {
    return !line.id.empty() && sold.id == line.id;
}

bool same_goods(const SoldLine& sold, const ReturnedLine& line) {
    return sold.paid_price == line.price && same_name(sold, line);
}

/// A returned line in the units of a sold one.
std::int64_t units_of(const ReturnedLine& line, const SoldLine& sold) {
    if (!sold.part)
        return line.part ? scale_half_up(1000, line.part->numerator, line.part->denominator)
                         : line.quantity.thousandths;
    const std::int64_t unit = sold.part->denominator;
    if (line.part) return scale_half_up(1000 * line.part->numerator, unit, line.part->denominator);
    // Without a fraction one piece is the piece as it was sold, and so is its rounded fraction.
    const bool as_sold = line.quantity.thousandths * unit + unit > sold.quantity.thousandths;
    return as_sold ? sold.quantity.thousandths : line.quantity.thousandths * unit;
}

using Fits = std::function<bool(const SoldLine&, const ReturnedLine&)>;

class Matcher {
  public:
    explicit Matcher(const std::vector<SoldLine>& sold) : sold_(sold) {
        for (const auto& line : sold) left_.push_back(line.quantity.thousandths - line.returned.thousandths);
    }

    /// Takes as much of `wanted` from the fitting lines as is left of them; `wanted` keeps the rest.
    void take(const ReturnedLine& line, std::int64_t& wanted, MatchedBy by, const Fits& fits) {
        for (std::size_t i = 0; i < sold_.size() && wanted > 0; ++i) {
            if (left_[i] <= 0 || !fits(sold_[i], line)) continue;
            const std::int64_t whole = units_of(line, sold_[i]);
            const std::int64_t units = scale_half_up(whole, wanted, line.quantity.thousandths);
            const std::int64_t part = std::min(units, left_[i]);
            if (part <= 0) continue;
            take_from(i, part, by);
            wanted -= part == units ? wanted : scale_half_up(line.quantity.thousandths, part, whole);
            out_.other_prices |= sold_[i].paid_price != line.price;
        }
    }

    /// Takes goods that came back for nothing from the only sold line that may have become so cheap.
    void take_worthless(const ReturnedLine& line, std::int64_t& wanted) {
        const Fits next_to_nothing = [](const SoldLine& it, const ReturnedLine& back) {
            return it.paid_price <= Money(1) && same_name(it, back);
        };
        std::size_t fitting = 0;
        for (std::size_t i = 0; i < sold_.size(); ++i)
            if (left_[i] > 0 && next_to_nothing(sold_[i], line)) ++fitting;
        if (fitting == 1) take(line, wanted, MatchedBy::content, next_to_nothing);
    }

    bool knows(const ReturnedLine& line, const Fits& fits) const {
        return std::any_of(sold_.begin(), sold_.end(), [&](const SoldLine& it) { return fits(it, line); });
    }

    /// Takes from every line the share that `sum` is of all that is left.
    Money take_in_proportion(Money sum) {
        Money all;
        for (std::size_t i = 0; i < sold_.size(); ++i) all += worth_of(i, left_[i]);
        if (all <= Money()) return sum;
        const Money taken = std::min(sum, all);
        bool any = false;
        for (std::size_t i = 0; i < sold_.size(); ++i) {
            const std::int64_t part = scale_half_up(left_[i], taken.count, all.count);
            if (part <= 0) continue;
            take_from(i, part, MatchedBy::proportion);
            any = true;
        }
        return any ? sum - taken : sum;
    }

    void leave(Money sum) { out_.unmatched += sum; }

    Matching result() {
        if (out_.returning.empty()) out_.by = MatchedBy::nothing;
        return std::move(out_);
    }

  private:
    void take_from(std::size_t line, std::int64_t thousandths, MatchedBy by) {
        out_.returning.push_back({line, Quantity{thousandths}});
        left_[line] -= thousandths;
        out_.by = std::max(out_.by, by);
    }

    Money worth_of(std::size_t line, std::int64_t thousandths) const {
        const auto& sold = sold_[line];
        if (sold.quantity.thousandths <= 0) return Money();
        return Money(scale_half_up(sold.paid_sum.count, thousandths, sold.quantity.thousandths));
    }

    const std::vector<SoldLine>& sold_;
    std::vector<std::int64_t> left_;
    Matching out_;
};

/// The part of a returned line's sum that belongs to what was not matched of its quantity.
Money rest_of(const ReturnedLine& line, std::int64_t unmatched) {
    if (line.quantity.thousandths <= 0) return line.sum;
    return Money(scale_half_up(line.sum.count, unmatched, line.quantity.thousandths));
}

}  // namespace

Quantity sold_units(Quantity quantity, const std::optional<Fraction>& part) {
    return part ? Quantity{1000 * part->numerator} : quantity;
}

Matching match_at_sold_prices(const std::vector<SoldLine>& sold, const std::vector<ReturnedLine>& lines) {
    Matcher matcher(sold);
    for (const auto& line : lines) {
        std::int64_t wanted = line.quantity.thousandths;
        matcher.take(line, wanted, MatchedBy::id, [](const SoldLine& it, const ReturnedLine& back) {
            return same_id(it, back) && it.paid_price == back.price;
        });
        matcher.take(line, wanted, MatchedBy::content, same_goods);
        if (wanted > 0) matcher.leave(rest_of(line, wanted));
    }
    return matcher.result();
}

Matching match(const std::vector<SoldLine>& sold, const std::vector<ReturnedLine>& lines) {
    const Fits by_id_and_price = [](const SoldLine& it, const ReturnedLine& back) {
        return same_id(it, back) && it.paid_price == back.price;
    };
    // A register may number the lines of a return anew: an id whose goods have another name proves nothing.
    const Fits by_id = [](const SoldLine& it, const ReturnedLine& back) {
        return same_id(it, back) && same_name(it, back);
    };
    Matcher matcher(sold);
    Money unknown;
    for (const auto& line : lines) {
        std::int64_t wanted = line.quantity.thousandths;
        matcher.take(line, wanted, MatchedBy::id, by_id_and_price);
        matcher.take(line, wanted, MatchedBy::id, by_id);
        matcher.take(line, wanted, MatchedBy::content, same_goods);
        if (wanted > 0 && line.sum == Money()) matcher.take_worthless(line, wanted);
        if (wanted <= 0) continue;
        if (matcher.knows(line, by_id) || matcher.knows(line, same_goods))
            matcher.leave(rest_of(line, wanted));
        else
            unknown += rest_of(line, wanted);
    }
    if (unknown > Money()) matcher.leave(matcher.take_in_proportion(unknown));
    return matcher.result();
}

std::string_view name_of(MatchedBy by) {
    switch (by) {
        case MatchedBy::id:
            return "id";
        case MatchedBy::content:
            return "content";
        case MatchedBy::proportion:
            return "proportion";
        case MatchedBy::nothing:
            return "nothing";
    }
    return "";
}

}  // namespace tillpoints::session
