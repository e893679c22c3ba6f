#pragma once
#include <optional>
#include <string>
#include <vector>

#include "driver.hpp"

namespace tillpoints::bench {

struct Yardstick {
    std::string name;
    double value;
};

struct Goal {
    enum class Of { ours, ratio };
    Of of;
    bool at_most;
    double bound;
};
Goal at_most(double bound);
Goal ratio_at_most(double bound);
Goal ratio_at_least(double bound);

struct Row {
    std::string what;
    std::string unit;
    double ours;
    std::optional<Yardstick> yardstick = {};
    std::optional<Goal> goal = {};

    /// Ours divided by the yardstick's.
    std::optional<double> ratio() const;
    std::optional<bool> reached() const;
};

/// Prints the table with aligned columns.
void print(const std::vector<Row>& rows);
Json to_json(const std::vector<Row>& rows);

}  // namespace tillpoints::bench
