#include <catch2/catch.hpp>

#include "play.hpp"

using namespace tillpoints::cloud::test;

TEST_CASE(
    "a month of the electronics chain: console, report, ledger, accounting files and the Bot API's log agree "
    "with what people did") {
    play_months(electronics_shop(), OnDatabase::sqlite);
}
