#pragma once
#include <chrono>
#include <functional>
#include <string>

#include "client.hpp"

namespace tillpoints::cloud::test {

/// 64 terminals that sell one receipt after another, each on a kept connection of its own.
struct TillLoad {
    static constexpr int terminals = 64;
    std::function<Client(int terminal)> line;
    std::function<std::string(int terminal, int sale)> phone;  ///< of the customer
    std::chrono::seconds duration;
    /// From one receipt of a terminal to its next; zero: at once after the answer.
    std::chrono::milliseconds period{};
};

struct TillFigures {
    double per_second = 0;
    std::chrono::duration<double, std::milli> p50{};
    std::chrono::duration<double, std::milli> p99{};
};

/// Sells for a while, after a first receipt of each that is not counted.
TillFigures sell(const TillLoad& load);
void print(const std::string& name, const TillFigures& figures);

}  // namespace tillpoints::cloud::test
