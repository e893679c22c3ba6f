#include "tests/unit/pricing/corpus.hpp"

#include <fstream>

#include "protocol/reader.hpp"

namespace tillpoints::pricing::test {
namespace {

std::string register_type(const std::string& guess) {
    if (guess == "TOBACCO") return "TOBACCO_MARKED";
    if (guess == "ALCOHOL") return "ALCOHOL_MARKED";
    if (guess == "MARKED") return "DAIRY_MARKED";
    if (guess == "PAYMENT") return "ADVANCE";
    return guess;
}

}  // namespace

std::vector<RealReceipt> real_receipts(const std::string& file) {
    std::vector<RealReceipt> out;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        Problems problems;
        const auto json = parse_json(line);
        if (!json.has_value()) throw std::runtime_error(json.error().sentence());
        Reader reader(*json, "", problems);
        RealReceipt receipt{reader.text("id"), {}};
        reader.each("items", 1000, [&](Reader item) {
            till::Position position;
            position.id = PositionId("p" + std::to_string(receipt.positions.size()));
            position.name = item.text("name", 1000);
            position.price = item.minor("price");
            position.quantity = item.quantity("quantity");
            position.sum = item.minor("sum");
            position.type = register_type(item.text("type"));
            receipt.positions.push_back(position);
        });
        if (!problems.empty()) throw std::runtime_error(receipt.id + ": " + problems.front().sentence());
        out.push_back(std::move(receipt));
    }
    return out;
}

std::vector<till::Position> as_plain_goods(std::vector<till::Position> positions) {
    for (auto& position : positions) position.type = "NORMAL";
    return positions;
}

}  // namespace tillpoints::pricing::test
