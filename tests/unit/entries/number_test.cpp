#include "plugin/entries/number.hpp"

#include <catch2/catch.hpp>

namespace tillpoints {

TEST_CASE("a number names receipt, attempt and installation, and is taken apart again") {
    const auto number = number_for(entry_id_for(ReceiptId("shop-7.00017"), 2), "3f9c2a71");
    CHECK(number == "shop-7.00017/2-3f9c2a71");
    CHECK(parts_of(number) == NumberParts{"shop-7.00017", "2", "3f9c2a71"});
    CHECK(every_attempt_of(number) == "shop-7.00017/-3f9c2a71");
    CHECK(parts_of(every_attempt_of(number)) == NumberParts{"shop-7.00017", "", "3f9c2a71"});
}

TEST_CASE("a number that an older version or another system made names no installation") {
    CHECK(parts_of("00017/1") == NumberParts{"00017", "1", ""});
    CHECK(parts_of("00017/") == NumberParts{"00017", "", ""});
    CHECK(parts_of("invoice-5") == NumberParts{"invoice-5", "", ""});
    CHECK(every_attempt_of("00017/1") == "00017/");
    CHECK(number_for(EntryId("00017/1"), "") == "00017/1");
}

TEST_CASE("a purchase keeps the number it was stored with, and one of an older version keeps its id") {
    OutboxEntry entry;
    entry.id = EntryId("00017/1");
    entry.body = PurchaseEntry{};
    CHECK(number_of(entry) == "00017/1");
    std::get<PurchaseEntry>(entry.body).operation.number = "00017/1-3f9c2a71";
    CHECK(number_of(entry) == "00017/1-3f9c2a71");
}

TEST_CASE("the installation's mark is short and made of its key, so it is the same at every start") {
    CHECK(installation_mark("3f9c2a71d04be9c8") == "3f9c2a71");
    CHECK(installation_mark("") == "");
}

}  // namespace tillpoints
