// An event a register submits: whatever arrives is taken or refused with a reply that is JSON, and what was
// taken is written and read back as the same value.
#include <string_view>

#include "protocol/till/events.hpp"
#include "tests/fuzz/require.hpp"

using namespace tillpoints;

namespace {

struct ReadBack {
    void operator()(const till::DiscountRequested& event) const {
        Json array = Json::array();
        for (const auto& position : event.positions) array.push(till::to_json(position));
        Problems problems;
        FUZZ_REQUIRE(till::positions_from(array, "positions", problems) == event.positions);
        FUZZ_REQUIRE(problems.empty());
        Money sum;
        for (const auto& position : event.positions) sum += position.sum;
        FUZZ_REQUIRE(sum == event.total);
    }
    void operator()(const till::ReceiptClosed& event) const {
        Problems problems;
        FUZZ_REQUIRE(till::closed_receipt_from(till::to_json(event.closed), "", problems) == event.closed);
        FUZZ_REQUIRE(problems.empty());
    }
    void operator()(const till::ReceiptOpened& event) const {
        Problems problems;
        FUZZ_REQUIRE(till::capabilities_from(till::to_json(event.capabilities), "", problems) ==
                     event.capabilities);
    }
    void operator()(const auto&) const {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto json = parse_json({reinterpret_cast<const char*>(data), size});
    if (!json.has_value()) return 0;
    const auto event = till::event_from(json.value());
    if (event.has_value()) {
        FUZZ_REQUIRE(!till::name_of(event.value()).empty());
        if (const auto* receipt = till::receipt_of(event.value())) FUZZ_REQUIRE(is_receipt_id(receipt->text));
        std::visit(ReadBack(), event.value());
    } else {
        const auto reply = dump(till::error_reply("event", event.error()));
        FUZZ_REQUIRE(parse_json(reply).has_value());
    }
    return 0;
}
