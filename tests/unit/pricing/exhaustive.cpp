#include "tests/unit/pricing/exhaustive.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace tillpoints::pricing::test {
namespace {

std::int64_t times(std::int64_t price, std::int64_t thousandths) {
    return (price * thousandths + 500) / 1000;
}

bool allowed(std::int64_t full, std::int64_t now, std::int64_t floor) {
    return floor == 0 || full == 0 || now >= 1;
}

/// A carving never takes more off a line than its lowest single price does: with steps above one, two
/// roundings could.
void add_carvings(const Sold& line, std::int64_t piece, const Limits& limits,
                  std::map<std::int64_t, int>& out) {
    const auto full = times(line.price, line.thousandths);
    const auto most = out.rbegin()->first;
    for (auto high = line.price; high >= limits.floor; high -= limits.step)
        for (auto low = high - limits.step; low >= limits.floor; low -= limits.step)
            for (auto part = piece; part < line.thousandths; part += piece) {
                const auto a = times(high, line.thousandths - part);
                const auto b = times(low, part);
                const auto cut = full - a - b;
                if (cut < 0 || cut > most || (limits.floor > 0 && (a == 0 || b == 0))) continue;
                out.emplace(cut, 1);
            }
}

/// No combination gives it. More than any deviation, with room to add deviations to it.
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 4;

/// Least deviation by the number of lines carved; half a receipt has at most four lines.
using BySplits = std::array<std::int64_t, 5>;
constexpr BySplits nothing{never, never, never, never, never};

/// By sum, over every combination of some of the lines.
using Reached = std::vector<BySplits>;

/// `before`: over `count` lines.
Reached with_line(const Reached& before, std::size_t count, const std::map<std::int64_t, int>& cuts,
                  std::int64_t total, std::int64_t target, std::int64_t asked) {
    const auto most = std::min<std::int64_t>(std::ssize(before) - 1 + cuts.rbegin()->first, asked);
    Reached out(static_cast<std::size_t>(most) + 1, nothing);
    for (const auto& [cut, split] : cuts) {
        const auto away = (cut * total - target) * (cut * total - target);
        const auto last = std::min<std::int64_t>(std::ssize(before), std::ssize(out) - cut);
        for (std::int64_t sum = 0; sum < last; ++sum)
            for (std::size_t splits = 0; splits <= count; ++splits) {
                auto& best = out[std::size_t(sum + cut)][splits + std::size_t(split)];
                best = std::min(best, before[std::size_t(sum)][splits] + away);
            }
    }
    return out;
}

Reached with_lines(const std::vector<Sold>& lines, const Ways& ways, std::size_t from, std::size_t to,
                   std::int64_t asked) {
    const auto total = total_of(lines);
    Reached out{nothing};
    out[0][0] = 0;
    for (auto i = from; i < to; ++i)
        out = with_line(out, i - from, *ways[i], total, asked * times(lines[i].price, lines[i].thousandths),
                        asked);
    return out;
}

/// The least deviation of a whole made of both halves.
std::int64_t together(const Reached& left, const Reached& right, std::size_t sum, std::size_t splits) {
    auto best = never;
    for (auto l = sum < right.size() ? 0 : sum - right.size() + 1; l <= sum && l < left.size(); ++l)
        for (std::size_t k = 0; k <= splits && k < nothing.size(); ++k) {
            if (splits - k >= nothing.size()) continue;
            best = std::min(best, left[l][k] + right[sum - l][splits - k]);
        }
    return best;
}

}  // namespace

std::int64_t total_of(const std::vector<Sold>& lines) {
    std::int64_t sum = 0;
    for (const auto& line : lines) sum += times(line.price, line.thousandths);
    return sum;
}

std::map<std::int64_t, int> every_cut(const Sold& line, till::Split split, const Limits& limits) {
    const auto full = times(line.price, line.thousandths);
    std::map<std::int64_t, int> out{{0, 0}};
    for (auto price = line.price - limits.step; price >= limits.floor; price -= limits.step)
        if (const auto now = times(price, line.thousandths); allowed(full, now, limits.floor))
            out.emplace(full - now, 0);
    const bool whole = line.thousandths % 1000 == 0;
    if (split == till::Split::none || (split == till::Split::pieces && !whole)) return out;
    add_carvings(line, whole ? 1000 : 1, limits, out);
    return out;
}

Best search_everything(const std::vector<Sold>& lines, const Ways& ways, std::int64_t asked) {
    const auto half = lines.size() / 2;
    const auto left = with_lines(lines, ways, 0, half, asked);
    const auto right = with_lines(lines, ways, half, lines.size(), asked);
    for (auto sum = asked + 1; sum-- > 0;)
        for (std::size_t splits = 0; splits <= lines.size(); ++splits)
            if (const auto best = together(left, right, std::size_t(sum), splits); best < never)
                return {sum, static_cast<int>(splits), best};
    return {};
}

Best worth_of(const std::vector<Sold>& lines, const Allocation& allocation, std::int64_t asked,
              const Limits& limits) {
    const Best broken{-1, -1, -1};
    const auto total = total_of(lines);
    Best out;
    std::size_t at = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto full = times(lines[i].price, lines[i].thousandths);
        const auto id = "p" + std::to_string(i + 1);
        std::int64_t now = 0;
        std::int64_t thousandths = 0;
        int parts = 0;
        for (; at < allocation.lines.size() && allocation.lines[at].id.text == id; ++at, ++parts) {
            const auto& line = allocation.lines[at];
            if (line.sum.count != times(line.price.count, line.quantity.thousandths)) return broken;
            if (line.price.count > lines[i].price) return broken;
            if (line.price.count < std::min(limits.floor, lines[i].price)) return broken;
            if ((lines[i].price - line.price.count) % limits.step != 0) return broken;
            if (!allowed(full, line.sum.count, limits.floor)) return broken;
            now += line.sum.count;
            thousandths += line.quantity.thousandths;
        }
        if (thousandths != lines[i].thousandths || parts < 1 || parts > 2) return broken;
        const auto away = (full - now) * total - asked * full;
        out.sum += full - now;
        out.splits += parts - 1;
        out.deviation += away * away;
    }
    return out.sum == allocation.redeemed.count && at == allocation.lines.size() ? out : broken;
}

}  // namespace tillpoints::pricing::test
