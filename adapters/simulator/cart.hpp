#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/simulator/amounts.hpp"

namespace tillpoints::simulator {

/// One line of goods as the cashier rang it up, at the full price.
struct Position {
    std::string id;  ///< unique in its receipt: "p1", "p2" ...
    std::string name;
    Kopecks price = 0;
    Thousandths quantity = 0;
    Kopecks sum = 0;
    std::string type = "NORMAL";  ///< a register's product type
    bool marked = false;
    bool excluded = false;
    bool unredeemable = false;
    bool modifiers = false;
    std::optional<Kopecks> min_price;
};

/// One receipt of the input, before loyalty.
struct Cart {
    std::string name;  ///< the input's own id
    bool is_return = false;
    bool rounds_down = false;  ///< the register drops the kopecks of the total
    Kopecks cash = 0;
    Kopecks card = 0;
    std::vector<Position> positions;
};

/// The sum of the lines, at full price.
Kopecks total_of(const Cart& cart);

/// Reads one line of the input. `problem` says what is wrong when nothing comes back.
std::optional<Cart> read_cart(std::string_view json_line, std::string& problem);

/// Reads a whole file; throws std::runtime_error naming file and line where it cannot be read.
std::vector<Cart> load_carts(const std::string& path);

/// The register's product type of goods that the input calls MARKED: by words of the name.
std::string marked_type_by_name(std::string_view name);

}  // namespace tillpoints::simulator
