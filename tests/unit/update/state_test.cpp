#include "adapters/update/state.hpp"

#include <catch2/catch.hpp>

#include "adapters/update/configurations.hpp"
#include "adapters/update/judge.hpp"

using namespace tillpoints::update;

TEST_CASE("the state of an update is read as it was written") {
    const State state{Phase::back, {{"libtillpoints1:arm64", "1:0.1.0", "arm64", true}}, "0.2.0", false};
    const auto read = read_state(to_json(state));
    REQUIRE(read);
    CHECK(read->phase == Phase::back);
    CHECK(read->from == state.from);
    CHECK(read->to == "0.2.0");
    CHECK_FALSE(read->way_back);
}

TEST_CASE("what is not a state of this format is none, so that nothing is installed by it") {
    for (const auto* bad :
         {"", "{", "[]", "{}", R"({"format":2,"phase":"back","from":[],"to":"1"})",
          R"({"format":1,"phase":"sideways","from":[{"name":"a","version":"1"}],"to":"1"})",
          R"({"format":1,"phase":"back","from":[],"to":"1"})",
          R"({"format":1,"phase":"back","from":[{"name":"a","version":"-o"}],"to":"1"})",
          R"({"format":1,"phase":"back","from":[{"name":"a","version":"1"}],"to":"../1"})"}) {
        INFO(bad);
        CHECK_FALSE(read_state(bad));
    }
}

TEST_CASE("what was seen before is read as it was written, entry by entry") {
    Condition seen;
    seen.daemon_active = true;
    Place place;
    place.name = "till-1";
    read_doctor(place, R"({"findings":[
        {"area":"library","severity":"ok","code":"library_loaded","values":["0.1.0"],"says":"version 0.1.0"},
        {"area":"database","severity":"ok","code":"database_in_use","values":[],"says":""},
        {"area":"tcp","severity":"error","code":"tcp_refused","values":["a","1"],"says":"closed"}]})");
    read_export(
        place, true,
        R"({"number":"r/1","receipt_id":"r","kind":"purchase","state":"pending","points":0,"total":5,"tries":0})"
        "\n");
    seen.places.push_back(place);
    const auto read = read_condition(to_json(seen));
    REQUIRE(read);
    CHECK(read->daemon_active);
    REQUIRE(read->places.size() == 1);
    CHECK(read->places[0].library);
    CHECK(read->places[0].in_use);
    CHECK(read->places[0].faults.at(0).values.size() == 2);
    CHECK(read->places[0].entries.at("r/1").state == "pending");
    CHECK(objections(seen, *read).empty());
    CHECK_FALSE(read_condition("{\"format\":7}"));
}

TEST_CASE("entries are equal if a newer version only tells more of them, and the tries do not count") {
    Place before;
    Place after;
    before.examined = after.examined = true;
    read_export(before, true, R"({"number":"r/1","state":"pending","total":5,"tries":0})");
    read_export(after, true, R"({"number":"r/1","state":"pending","total":5,"tries":3,"new":1})");
    CHECK(objections({{before}, false}, {{after}, false}).empty());
}

TEST_CASE("a report or an export that is not the tool's is not taken for an empty one") {
    Place place;
    for (const auto* bad : {"", "Segmentation fault", "[]", "{\"findings\":3}"}) read_doctor(place, bad);
    CHECK_FALSE(place.examined);
    read_export(place, false, "");
    read_export(place, true, "not JSON\n");
    CHECK_FALSE(place.has_entries);
    read_export(place, true, "");
    CHECK(place.has_entries);
}

TEST_CASE("where there is no database yet there are no entries, which is known") {
    Place place;
    read_doctor(place, R"({"findings":[{"area":"database","severity":"ok","code":"database_none_yet"}]})");
    CHECK(place.has_entries);
}

TEST_CASE("a terminal of the daemon has the common configuration, its own before it, and its own data") {
    const auto none = [](const std::string&) { return Json(); };
    const auto all = terminal_configurations(
        R"({"state_directory":"/srv/d","plugin":{"language":"ru","cloud":{"company_id":"1"}},
            "terminals":[{"name":"till-2","plugin":{"language":"kk"}}]})",
        {"till-1", "till-2"}, none);
    REQUIRE(all.size() == 2);
    CHECK(all[0].data_directory == "/srv/d/terminals/till-1/plugin");
    CHECK(
        all[0].text ==
        R"({"language":"ru","cloud":{"company_id":"1"},"data_directory":"/srv/d/terminals/till-1/plugin"})");
    CHECK(all[1].text.find(R"("language":"kk")") != std::string::npos);
    CHECK(terminals_folder("{}") == "/var/lib/tillpointsd/terminals");
    CHECK(terminal_configurations("not JSON", {"till-1"}, none).empty());
}

TEST_CASE("a terminal's configuration may stand in a file, whose drop-ins change it in their order") {
    const auto read = [](const std::string& path) {
        return path == "/c.json" ? with_drop_ins(R"({"a":1,"b":1,"data_directory":"/data"})",
                                                 {R"({"b":2})", "not JSON", R"({"a":null,"b":3})"})
                                 : Json();
    };
    const auto all = terminal_configurations(
        R"({"plugin":{"a":7,"c":7},"terminals":[{"name":"t","plugin":"/c.json"},{"name":"u","plugin":"/none"}]})",
        {"t", "u"}, read);
    REQUIRE(all.size() == 1);
    CHECK(all[0].data_directory == "/data");
    CHECK(all[0].text == R"({"a":7,"c":7,"b":3,"data_directory":"/data"})");
    CHECK(with_drop_ins("[]", {}).is_null());
}
