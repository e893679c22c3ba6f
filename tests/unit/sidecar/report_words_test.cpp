#include "adapters/sidecar/report_words.hpp"

#include <catch2/catch.hpp>

namespace tillpoints::sidecar {

using words::Language;

TEST_CASE("an entry and its journal are told in the person's language, and keep what the library said") {
    const Json report{
        {"fact",
         {{"number", "7"},
          {"kind", "purchase"},
          {"state", "parked"},
          {"parking", {{"reason", "not_found"}, {"detail", "printed discount 1.00, redeemed 2.00"}}}}},
        {"commands", {{"retry", nullptr}, {"edit", "parked: it is over"}}},
        {"journal", {{{"what", "stored"}, {"detail", "something new"}}}}};
    const auto told = with_words(report, Language::russian);
    CHECK(told["fact"]["words"]["kind"] == "покупка");
    CHECK(told["fact"]["words"]["state"] == "отложено");
    CHECK(told["fact"]["words"]["parked"] ==
          "клиент не найден или код устарел (not_found): напечатана скидка 1.00, списано 2.00");
    CHECK(told["fact"]["state"] == "parked");
    CHECK(told["commands"]["retry"].is_null());
    CHECK(told["commands"]["edit"] == "отложено: уже завершено");
    CHECK(told["journal"][0]["words"] == Json{{"what", "сохранено"}, {"detail", "something new"}});
    CHECK(told["journal"][0]["what"] == "stored");
}

TEST_CASE("in English the words of a report are the library's own") {
    const Json entry{{"kind", "refund"}, {"state", "pending"}, {"parking", nullptr}};
    CHECK(with_words(entry, Language::english)["words"] ==
          Json{{"kind", "refund"}, {"state", "pending"}, {"parked", nullptr}});
}

TEST_CASE("why a decision is refused is told in the person's language") {
    const Json refused{{"outcome", "refused"},
                       {"problem", {{"expected", "a whole number from 100 to 60000"}, {"found", "5"}}}};
    CHECK(with_words(refused, Language::kazakh)["problem"] ==
          Json{{"expected", "100 мен 60000 аралығындағы бүтін сан"}, {"found", "5"}});
}

TEST_CASE("a report that is no object is left as it is") {
    CHECK(with_words(Json(), Language::russian).is_null());
    CHECK(with_words(Json("text"), Language::russian) == "text");
}

}  // namespace tillpoints::sidecar
