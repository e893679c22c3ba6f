#pragma once
#include <string>
#include <vector>

namespace tillpoints::bench {

struct Point {
    double x;
    double y;
};

struct Curve {
    std::string name;
    std::vector<Point> points;  ///< x and y above zero
};

struct Chart {
    std::string title;
    std::string x;
    std::string y;
    std::vector<Curve> curves;
};

/// The chart as an SVG picture. Both axes are logarithmic.
std::string draw(const Chart& chart);

}  // namespace tillpoints::bench
