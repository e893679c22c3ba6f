#include "curve.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

namespace tillpoints::bench {
namespace {

constexpr double left = 70;
constexpr double right = 520;
constexpr double top = 40;
constexpr double bottom = 320;
constexpr std::array<const char*, 6> colours{"#1b6ac9", "#c2410c", "#15803d",
                                             "#7e22ce", "#b91c1c", "#0f766e"};

/// Whole powers of ten around all values, and where a value lies on the paper.
class Axis {
  public:
    Axis(double from, double to) : from_(from), to_(to) {}
    void include(double value) {
        least_ = std::min(least_, static_cast<int>(std::floor(std::log10(value))));
        most_ = std::max(most_, static_cast<int>(std::ceil(std::log10(value))));
    }
    double at(double value) const {
        return from_ + (to_ - from_) * (std::log10(value) - least_) / std::max(most_ - least_, 1);
    }
    int least() const { return least_; }
    int most() const { return most_; }

  private:
    double from_;
    double to_;
    int least_ = 99;
    int most_ = -99;
};

std::string text(double x, double y, const std::string& anchor, const std::string& words) {
    std::ostringstream out;
    out << "<text x='" << x << "' y='" << y << "' text-anchor='" << anchor << "'>" << words << "</text>\n";
    return out.str();
}

std::string line(double x1, double y1, double x2, double y2) {
    std::ostringstream out;
    out << "<line x1='" << x1 << "' y1='" << y1 << "' x2='" << x2 << "' y2='" << y2 << "' stroke='#ddd'/>\n";
    return out.str();
}

std::string power_of_ten(int exponent) {
    std::ostringstream out;
    out << std::pow(10.0, exponent);
    return out.str();
}

std::string curve_of(const Curve& curve, const char* colour, const Axis& x, const Axis& y) {
    std::ostringstream out;
    out << "<polyline fill='none' stroke-width='2' stroke='" << colour << "' points='";
    for (const auto& point : curve.points) out << x.at(point.x) << ',' << y.at(point.y) << ' ';
    out << "'/>\n";
    for (const auto& point : curve.points)
        out << "<circle r='3' fill='" << colour << "' cx='" << x.at(point.x) << "' cy='" << y.at(point.y)
            << "'/>\n";
    return out.str();
}

}  // namespace

std::string draw(const Chart& chart) {
    Axis x(left, right);
    Axis y(bottom, top);
    for (const auto& curve : chart.curves)
        for (const auto& point : curve.points) {
            x.include(point.x);
            y.include(point.y);
        }
    std::ostringstream out;
    out << "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 720 370' font-family='sans-serif' "
           "font-size='12'>\n"
        << "<rect width='720' height='370' fill='white'/>\n";
    out << text(left, 20, "start", chart.title);
    for (int tick = x.least(); tick <= x.most(); ++tick) {
        const double at = x.at(std::pow(10.0, tick));
        out << line(at, top, at, bottom) << text(at, bottom + 18, "middle", power_of_ten(tick));
    }
    for (int tick = y.least(); tick <= y.most(); ++tick) {
        const double at = y.at(std::pow(10.0, tick));
        out << line(left, at, right, at) << text(left - 8, at + 4, "end", power_of_ten(tick));
    }
    out << text((left + right) / 2, bottom + 38, "middle", chart.x) << text(left, top - 6, "middle", chart.y);
    for (std::size_t i = 0; i < chart.curves.size(); ++i) {
        const char* const colour = colours[i % colours.size()];
        const double at = top + 14 + 20 * static_cast<double>(i);
        out << curve_of(chart.curves[i], colour, x, y) << "<rect x='535' y='" << at - 9
            << "' width='10' height='10' fill='" << colour << "'/>\n"
            << text(550, at, "start", chart.curves[i].name);
    }
    out << "</svg>\n";
    return out.str();
}

}  // namespace tillpoints::bench
