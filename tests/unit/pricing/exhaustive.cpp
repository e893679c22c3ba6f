#include "tests/unit/pricing/exhaustive.hpp"

#include <algorithm>
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

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

/// [sum][splits] -> least deviation, over every combination of the lines so far.
using Reached = std::vector<std::vector<std::int64_t>>;

Reached combine(const Reached& before, const std::map<std::int64_t, int>& cuts, std::int64_t total,
                std::int64_t target) {
    Reached out(before.size(), std::vector<std::int64_t>(before[0].size(), never));
    for (const auto& [cut, split] : cuts) {
        const auto away = cut * total - target;
        const auto by = static_cast<std::size_t>(cut);
        for (std::size_t sum = 0; sum + by < before.size(); ++sum)
            for (std::size_t splits = 0; splits + static_cast<std::size_t>(split) < before[0].size();
                 ++splits) {
                if (before[sum][splits] == never) continue;
                auto& best = out[sum + by][splits + static_cast<std::size_t>(split)];
                best = std::min(best, before[sum][splits] + away * away);
            }
    }
    return out;
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

Ways every_way(const std::vector<Sold>& lines, till::Split split, const Limits& limits) {
    Ways out;
    for (const auto& line : lines) out.push_back(every_cut(line, split, limits));
    return out;
}

Best search_everything(const std::vector<Sold>& lines, const Ways& ways, std::int64_t asked) {
    const auto total = total_of(lines);
    Reached reached(static_cast<std::size_t>(asked) + 1, std::vector<std::int64_t>(lines.size() + 1, never));
    reached[0][0] = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        reached = combine(reached, ways[i], total, asked * times(lines[i].price, lines[i].thousandths));
    for (auto sum = reached.size(); sum-- > 0;)
        for (std::size_t splits = 0; splits < reached[sum].size(); ++splits)
            if (reached[sum][splits] != never)
                return {static_cast<std::int64_t>(sum), static_cast<int>(splits), reached[sum][splits]};
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
