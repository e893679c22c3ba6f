#include <catch2/catch.hpp>

#include "sample_entries.hpp"

namespace tillpoints::testing {
// The numbers were computed from FORMAT.md by another program.
TEST_CASE("the example in FORMAT.md is what the outbox reads, with its key, its check and its seal") {
    const Shop shop;
    write_bytes(shop.key_file() + ".new", std::string(32, '\0'));
    shop.open();
    CHECK(shop.ask("SELECT value FROM installation WHERE name = 'key_check'") ==
          "13724d4df6027a86bf45d6464e30feac87ca977d5488f7f831b9d0018bc851a8");
    const std::string sealed = "01000102030405060708090a0bac0a7d58fff62182d498267887a65160d1";
    shop.meddle("INSERT INTO named_values(name, sealed) VALUES('a', x'" + sealed + "')");
    CHECK(shop.open()->value("a").value() == "x");
    CHECK(bytes_of(std::string(OUTBOX_FORMAT)).find(sealed) != std::string::npos);
}

}  // namespace tillpoints::testing
