#include <catch2/catch.hpp>

#include "play.hpp"

using namespace tillpoints::cloud::test;

TEST_CASE(
    "a month of the retailer in tenge: console, report, ledger, accounting files and the Bot API's log agree "
    "with what people did") {
    play_months(retail_shop(), OnDatabase::postgres);
}
