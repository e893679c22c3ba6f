#include "table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tillpoints::bench {
namespace {

std::string number(double value) {
    char text[32];
    const int decimals = value == std::round(value) ? 0
                         : value >= 100             ? 0
                         : value >= 10              ? 1
                         : value >= 2               ? 2
                                                    : 3;
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

std::string amount(double value, const std::string& unit) {
    return number(value) + (unit.empty() ? "" : " " + unit);
}

std::string goal_of(const Row& row) {
    if (!row.goal) return "";
    return (row.goal->at_most ? "<= " : ">= ") + (row.goal->of == Goal::Of::ratio
                                                      ? "ratio " + number(row.goal->bound)
                                                      : amount(row.goal->bound, row.unit));
}

using Cells = std::vector<std::string>;

Cells cells_of(const Row& row) {
    const auto reached = row.reached();
    return {row.what,
            amount(row.ours, row.unit),
            row.yardstick ? amount(row.yardstick->value, row.unit) + ", " + row.yardstick->name : "",
            row.ratio() ? number(*row.ratio()) : "",
            goal_of(row),
            reached ? (*reached ? "yes" : "no") : ""};
}

}  // namespace

Goal at_most(double bound) {
    return {Goal::Of::ours, true, bound};
}
Goal ratio_at_most(double bound) {
    return {Goal::Of::ratio, true, bound};
}
Goal ratio_at_least(double bound) {
    return {Goal::Of::ratio, false, bound};
}

std::optional<double> Row::ratio() const {
    if (!yardstick) return std::nullopt;
    return ours / yardstick->value;
}

std::optional<bool> Row::reached() const {
    if (!goal) return std::nullopt;
    const double compared = goal->of == Goal::Of::ratio ? ratio().value() : ours;
    return goal->at_most ? compared <= goal->bound : compared >= goal->bound;
}

void print(const std::vector<Row>& rows) {
    std::vector<Cells> lines{{"what", "ours", "yardstick", "ratio", "goal", "reached"}};
    for (const auto& row : rows) lines.push_back(cells_of(row));
    std::vector<std::size_t> widths(lines.front().size());
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
    for (const auto& line : lines) {
        std::string text;
        for (std::size_t i = 0; i < line.size(); ++i)
            text += line[i] + std::string(widths[i] - line[i].size() + 2, ' ');
        text.erase(text.find_last_not_of(' ') + 1);
        std::puts(text.c_str());
    }
}

Json to_json(const std::vector<Row>& rows) {
    auto all = Json::array();
    for (const auto& row : rows) {
        Json each{{"what", row.what}, {"unit", row.unit}, {"ours", row.ours}};
        if (row.yardstick)
            each.update({{"yardstick", row.yardstick->name},
                         {"theirs", row.yardstick->value},
                         {"ratio", *row.ratio()}});
        if (row.goal)
            each["goal"] = {{"of", row.goal->of == Goal::Of::ratio ? "ratio" : "ours"},
                            {row.goal->at_most ? "at_most" : "at_least", row.goal->bound},
                            {"reached", *row.reached()}};
        all.push_back(std::move(each));
    }
    return all;
}

}  // namespace tillpoints::bench
