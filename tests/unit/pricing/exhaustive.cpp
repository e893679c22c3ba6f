#include "tests/unit/pricing/exhaustive.hpp"

#include <algorithm>

namespace tillpoints::pricing::test {
namespace {

std::int64_t times(std::int64_t price, std::int64_t thousandths) {
    return (price * thousandths + 500) / 1000;
}

bool allowed(std::int64_t full, std::int64_t now, std::int64_t floor) {
    return floor == 0 || full == 0 || now >= 1;
}

void add_carvings(const Sold& line, std::int64_t piece, std::int64_t floor,
                  std::map<std::int64_t, int>& out) {
    const auto full = times(line.price, line.thousandths);
    for (auto high = line.price; high >= floor; --high)
        for (auto low = high - 1; low >= floor; --low)
            for (auto part = piece; part < line.thousandths; part += piece) {
                const auto a = times(high, line.thousandths - part);
                const auto b = times(low, part);
                const auto cut = full - a - b;
                if (cut < 0 || (floor > 0 && (a == 0 || b == 0))) continue;
                out.emplace(cut, 1);
            }
}

/// sum -> splits -> least deviation, over every combination of the lines so far.
using Reached = std::map<std::int64_t, std::map<int, std::int64_t>>;

Reached combine(const Reached& before, const std::map<std::int64_t, int>& cuts, std::int64_t asked,
                std::int64_t total, std::int64_t target) {
    Reached out;
    for (const auto& [sum, by_splits] : before)
        for (const auto& [cut, split] : cuts) {
            if (sum + cut > asked) break;
            const auto away = cut * total - target;
            for (const auto& [splits, deviation] : by_splits) {
                const auto here = out[sum + cut].try_emplace(splits + split, deviation + away * away).first;
                here->second = std::min(here->second, deviation + away * away);
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

std::map<std::int64_t, int> every_cut(const Sold& line, till::Split split, std::int64_t floor) {
    const auto full = times(line.price, line.thousandths);
    std::map<std::int64_t, int> out{{0, 0}};
    for (auto price = line.price - 1; price >= floor; --price)
        if (const auto now = times(price, line.thousandths); allowed(full, now, floor))
            out.emplace(full - now, 0);
    const bool whole = line.thousandths % 1000 == 0;
    if (split == till::Split::none || (split == till::Split::pieces && !whole)) return out;
    add_carvings(line, whole ? 1000 : 1, floor, out);
    return out;
}

Ways every_way(const std::vector<Sold>& lines, till::Split split, std::int64_t floor) {
    Ways out;
    for (const auto& line : lines) out.push_back(every_cut(line, split, floor));
    return out;
}

Best search_everything(const std::vector<Sold>& lines, const Ways& ways, std::int64_t asked) {
    const auto total = total_of(lines);
    Reached reached{{0, {{0, 0}}}};
    for (std::size_t i = 0; i < lines.size(); ++i)
        reached =
            combine(reached, ways[i], asked, total, asked * times(lines[i].price, lines[i].thousandths));
    const auto& [sum, by_splits] = *reached.rbegin();
    return {sum, by_splits.begin()->first, by_splits.begin()->second};
}

Best worth_of(const std::vector<Sold>& lines, const Allocation& allocation, std::int64_t asked,
              std::int64_t floor) {
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
            if (line.price.count < std::min(floor, lines[i].price)) return broken;
            if (!allowed(full, line.sum.count, floor)) return broken;
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
