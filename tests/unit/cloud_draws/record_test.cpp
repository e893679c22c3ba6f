#include <catch2/catch.hpp>

#include "cloud/draws/draw_record.hpp"
#include "cloud/draws/selection.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;

namespace {

/// A draw of two winners among four.
WholeDraw small_draw() {
    WholeDraw whole;
    whole.list = {{{101}, 1}, {{102}, 3}, {{105}, 1}, {{109}, 2}};
    whole.draw.id = 3;
    whole.draw.name = "=1+1 </script><script>\"\n";
    whole.draw.winners = 2;
    whole.draw.segment = "{}";
    whole.draw.seed = std::string(62, '7') + "ab";
    whole.draw.commitment = commitment_of(whole.draw.seed);
    whole.draw.list_digest = digest_of_list(whole.list);
    whole.draw.state = DrawState::drawn;
    whole.draw.drawn = whole.draw.arranged + std::chrono::hours(1);
    whole.winners = select_winners(whole.draw.seed, whole.list, 2);
    return whole;
}

std::string written(const WholeDraw& whole) {
    std::string out;
    write_draw_record(whole, [&](std::string_view part) { out += part; });
    return out;
}

CheckedRecord checked(const WholeDraw& whole) {
    return check_draw_record(parse_json(written(whole)).value()).value();
}

}  // namespace

TEST_CASE("a record tells what anybody needs to count the winners again, and counted again it is right") {
    const auto whole = small_draw();
    const auto again = checked(whole);
    CHECK(again.faults.empty());
    CHECK(again.name == whole.draw.name);
    CHECK(again.commitment == whole.draw.commitment);
    CHECK(again.participants == 4);
    CHECK(again.tickets == 7);
    CHECK(again.winners == whole.winners);
    WholeDraw of_nobody = small_draw();
    of_nobody.list.clear();
    of_nobody.winners.clear();
    of_nobody.draw.list_digest = digest_of_list({});
    CHECK(checked(of_nobody).faults.empty());
}

TEST_CASE("a record with another seed, list, number of winners or winner is found wrong, and why is said") {
    const auto faults = [](const std::function<void(WholeDraw&)>& change) {
        auto whole = small_draw();
        change(whole);
        return checked(whole).faults;
    };
    CHECK(faults([](auto& whole) { whole.draw.seed.back() = 'c'; }).front().find("seed") !=
          std::string::npos);
    CHECK(faults([](auto& whole) { whole.list[1].tickets = 4; }).size() >= 1);
    CHECK(faults([](auto& whole) { whole.list.pop_back(); }).size() >= 1);
    CHECK(faults([](auto& whole) {
              std::swap(whole.list[0], whole.list[1]);
              whole.draw.list_digest = digest_of_list(whole.list);
              whole.winners = select_winners(whole.draw.seed, whole.list, 2);
          }) == std::vector<std::string>{"the list is not in the order of its numbers, each once"});
    CHECK(faults([](auto& whole) {
              whole.list.push_back(whole.list.back());
              whole.draw.list_digest = digest_of_list(whole.list);
              whole.winners = select_winners(whole.draw.seed, whole.list, 2);
          }) == std::vector<std::string>{"the list is not in the order of its numbers, each once"});
    for (const auto& change : std::vector<std::function<void(WholeDraw&)>>{
             [](auto& whole) { whole.draw.winners = 3; }, [](auto& whole) { whole.winners.pop_back(); },
             [](auto& whole) { whole.winners[0] = {999}; },
             [](auto& whole) { std::swap(whole.winners[0], whole.winners[1]); }})
        CHECK(faults(change) == std::vector<std::string>{"other winners follow from the seed and the list"});
}

TEST_CASE("a file that is no record of a draw is refused with what is wrong in it") {
    for (
        const auto* text :
        {"[]", "null", "{}", R"({"format":"tillpoints-draw-2"})",
         R"({"format":"tillpoints-draw-1","name":"x","commitment":"zz","seed":"","list_digest":"","winners_wanted":1,"participants":[],"winners":[]})"}) {
        INFO(text);
        CHECK_FALSE(check_draw_record(parse_json(text).value()).has_value());
    }
    for (const auto* line : {"[1]", "[1,0]", "[0,1]", "[-1,1]", "[1,1e99]", "[1,1.5]", R"(["1","x"])", "7",
                             "[1,2000000000]", "[1,2,3]"}) {
        INFO(line);
        auto text = written(small_draw());
        const auto at = text.find("[101,1]");
        text.replace(at, 7, line);
        CHECK_FALSE(check_draw_record(parse_json(text).value()).has_value());
    }
}

TEST_CASE("the list as a table has a line for each participant, numbers only, with the places of winners") {
    std::string csv;
    auto whole = small_draw();
    whole.winners = {{105}, {101}};
    write_draw_list(whole, [&](std::string_view part) { csv += part; });
    CHECK(csv == "\xEF\xBB\xBFparticipant;tickets;place\r\n101;1;2\r\n102;3;\r\n105;1;1\r\n109;2;\r\n");
}
