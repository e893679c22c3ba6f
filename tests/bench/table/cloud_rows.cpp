#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "bench.hpp"
#include "curve.hpp"

namespace tillpoints::bench {
namespace {

/// What bench_tills and bench_cloud record (figures.hpp).
class Figures {
  public:
    explicit Figures(const std::string& file) {
        std::ifstream lines(file);
        for (std::string line; std::getline(lines, line);) {
            const auto tab = line.find('\t');
            values_[line.substr(0, tab)] = std::stod(line.substr(tab + 1));
        }
    }
    double operator()(const std::string& name) const {
        const auto found = values_.find(name);
        if (found == values_.end()) throw std::runtime_error("no figure '" + name + "' of the cloud");
        return found->second;
    }
    const std::map<std::string, double>& all() const { return values_; }

  private:
    std::map<std::string, double> values_;
};

Figures measured(const Bench& bench) {
    const auto file = bench.folder + "/figures";
    const std::map<std::string, std::string> environment{{"TILLPOINTS_BENCH_FIGURES", file}};
    output_of({bench.build + "/tests/bench/cloud/bench_tills"}, environment);
    output_of({bench.build + "/tests/bench/cloud/bench_cloud", "history"}, environment);
    return Figures(file);
}

void add_tills(std::vector<Row>& rows, const Figures& figures, const std::string& deployment) {
    const auto what = "64 tills, " + deployment;
    const auto alone = figures(deployment + ": a second");
    std::optional<Yardstick> yardstick;
    std::optional<Goal> goal;
    if (deployment == "PostgreSQL, one process") {
        yardstick = Yardstick{"raw rows by pgbench", figures("raw rows: a second")};
        goal = ratio_at_least(0.5);
    } else if (deployment == "PostgreSQL, two processes") {
        yardstick = Yardstick{"one process", figures("PostgreSQL, one process: a second")};
        goal = ratio_at_least(1.5);
    }
    rows.push_back({what, "a second", alone, yardstick, goal});
    rows.push_back({what + ": p99", "ms", figures(deployment + ": p99"),
                    Yardstick{"its p50", figures(deployment + ": p50")}, ratio_at_most(5)});
    // The books grow meanwhile, so the report stands between two rounds without one.
    const auto again = figures(deployment + ", alone again: a second");
    rows.push_back({what + ", a report beside", "a second",
                    figures(deployment + ", a report beside: a second"),
                    Yardstick{"without one", (alone + again) / 2}, ratio_at_least(0.9)});
}

/// "history DATABASE OPERATIONS" -> microseconds of a purchase.
std::vector<Curve> histories(const Figures& figures) {
    std::vector<Curve> curves{{"SQLite", {}}, {"PostgreSQL", {}}};
    for (const auto& [name, value] : figures.all()) {
        std::istringstream words(name);
        std::string first;
        std::string database;
        double operations = 0;
        if (!(words >> first >> database >> operations) || first != "history") continue;
        for (auto& curve : curves)
            if (curve.name == database) curve.points.push_back({operations, value});
    }
    for (auto& curve : curves)
        std::sort(curve.points.begin(), curve.points.end(), [](Point a, Point b) { return a.x < b.x; });
    return curves;
}

void add_histories(std::vector<Row>& rows, Bench& bench, const Figures& figures) {
    const auto curves = histories(figures);
    for (const auto& curve : curves)
        rows.push_back({"purchase after a million others of its customer, " + curve.name, "us",
                        curve.points.back().y, Yardstick{"after a hundred", curve.points.front().y},
                        ratio_at_most(1.2)});
    bench.curves.push_back(
        {"history.svg", draw({"A purchase, without the wait for the disk", "purchases of its customer before",
                              "microseconds", curves})});
}

}  // namespace

std::vector<Row> cloud_rows(Bench& bench) {
    const auto figures = measured(bench);
    std::vector<Row> rows;
    for (const char* deployment : {"SQLite", "PostgreSQL, one process", "PostgreSQL, two processes"})
        add_tills(rows, figures, deployment);
    add_histories(rows, bench, figures);
    return rows;
}

}  // namespace tillpoints::bench
