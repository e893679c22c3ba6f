#include <algorithm>
#include <filesystem>

#include "bench.hpp"
#include "curve.hpp"

namespace tillpoints::bench {
namespace {

/// A benchmark of bench_pricing, named KIND/LINES/SPLIT.
struct Allocation {
    std::string kind;
    double lines;
    std::string split;
    double milliseconds;
};

Allocation allocation_of(const Json& benchmark) {
    const std::string name = benchmark.at("name");
    const auto first = name.find('/');
    const auto second = name.find('/', first + 1);
    return {name.substr(0, first), std::stod(name.substr(first + 1, second - first - 1)),
            name.substr(second + 1), benchmark.at("cpu_time").get<double>() / 1000};
}

std::vector<Allocation> measured(const Bench& bench) {
    const auto text =
        output_of({bench.build + "/tests/bench/pricing/bench_pricing", "--benchmark_format=json",
                   std::string("--benchmark_min_time=") + (bench.quick ? "0.05" : "0.5")});
    std::vector<Allocation> all;
    const auto report = Json::parse(text);
    for (const auto& each : report.at("benchmarks")) all.push_back(allocation_of(each));
    return all;
}

std::vector<Curve> curves_of(const std::vector<Allocation>& all) {
    std::vector<Curve> curves;
    for (const auto& each : all) {
        // Of the splits a register may allow, the one that is slowest is drawn.
        auto curve =
            std::find_if(curves.begin(), curves.end(), [&](const Curve& it) { return it.name == each.kind; });
        if (curve == curves.end()) curve = curves.insert(curves.end(), Curve{each.kind, {}});
        auto point = std::find_if(curve->points.begin(), curve->points.end(),
                                  [&](const Point& it) { return it.x == each.lines; });
        if (point == curve->points.end())
            curve->points.push_back({each.lines, each.milliseconds});
        else
            point->y = std::max(point->y, each.milliseconds);
    }
    return curves;
}

}  // namespace

std::vector<Row> allocation_rows(Bench& bench) {
    const auto all = measured(bench);
    std::vector<Row> rows;
    for (const double lines : {10, 100, 1'000, 10'000}) {
        double slowest = 0;
        for (const auto& each : all)
            if (each.kind == "ordinary" && each.lines == lines)
                slowest = std::max(slowest, each.milliseconds);
        rows.push_back(
            {"allocation, " + std::to_string(static_cast<int>(lines)) + " positions", "ms", slowest});
    }
    const auto worst = std::max_element(
        all.begin(), all.end(), [](const auto& a, const auto& b) { return a.milliseconds < b.milliseconds; });
    rows.push_back(
        {"allocation, the worst cart (" + worst->kind + ")", "ms", worst->milliseconds, {}, at_most(20)});
    bench.curves.push_back({"allocation.svg", draw({"Allocation of a redemption", "positions", "milliseconds",
                                                    curves_of(all)})});
    return rows;
}

}  // namespace tillpoints::bench
