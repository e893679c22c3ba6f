#include <catch2/catch.hpp>

#include "cloud_process.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud::test;

/// The subcommands of the program, as a technician or an owner types them.
namespace {

Finished run(std::vector<std::string> words, const DataDirectory& data, std::vector<std::string> more = {}) {
    words.insert(words.end(), {"--programme", TILLPOINTS_PROGRAMME, "--data", data.path});
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
}

Json json_of(const Finished& finished) {
    INFO(finished.output);
    REQUIRE(finished.status == 0);
    return parse_json(finished.output).value();
}

bool has(const Finished& finished, const std::string& words) {
    return finished.output.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "seed fills a database that passes the audit and has a report; the same seed and day give the same "
    "data") {
    const DataDirectory data;
    const DataDirectory again;
    const std::vector<std::string> size{"--customers", "300",        "--seed", "7",
                                        "--until",     "2026-01-31", "--json"};
    const auto summary = json_of(run({"seed"}, data, size));
    CHECK(*summary.find("balanced")->boolean());
    CHECK(*summary.find("digest")->string() == *json_of(run({"seed"}, again, size)).find("digest")->string());
    CHECK(has(run_program({"audit", "--data", data.path, "--digest"}), *summary.find("digest")->string()));

    const auto report = json_of(run({"report"}, data, {"--json"}));
    CHECK(report.find("customers")->find("contacts")->number()->digits == "300");
    CHECK(*report.find("purchases")->find("with_card") == *summary.find("purchases"));
    CHECK(has(run({"report"}, data, {"--from", "2025-12-01", "--to", "2026-01-01"}), "2025-12"));
    CHECK(has(run({"seed"}, data), "empty database"));
}

TEST_CASE("seed and report refuse what they cannot do, and say why") {
    const DataDirectory data;
    CHECK(has(run({"seed"}, data, {"--customers", "7"}), "from 100 to 1000000"));
    CHECK(has(run({"seed"}, data, {"--until", "soon"}), "--until"));
    const DataDirectory empty;
    CHECK(run({"report"}, empty).status == 2);
    CHECK(has(run({"report"}, empty), "no database in"));
    CHECK(run({"report"}, data, {"--from", "2026-02-01", "--to", "2026-01-01"}).status == 2);
}

TEST_CASE("customer, code, card and certificate work on the database beside a running server") {
    const DataDirectory data;
    const CloudProcess cloud(data);
    const auto anna =
        json_of(run({"customer", "add", "--name", "Anna"}, data, {"--phone", "+77010000001", "--json"}));
    const auto shown = json_of(run({"customer", "show"}, data, {"--phone", "+77010000001", "--json"}));
    CHECK(*shown.find("uid") == *anna.find("uid"));
    CHECK(has(run({"customer", "show"}, data, {"--phone", "+77010000001"}), "Silver"));
    auto terminal = cloud.client();
    const auto buy_by = [&](const Finished& made) {
        const loyalty::Identity who = loyalty::ByCode{*json_of(made).find("code")->string()};
        return expect<loyalty::Operation>(terminal, purchase(who, 100'000)).id;
    };
    CHECK(buy_by(run({"code"}, data, {"--phone", "+77010000001", "--json"})).value == 1);
    CHECK(buy_by(run({"card", "--kind", "plastic"}, data, {"--phone", "+77010000001", "--json"})).value == 2);
    const auto certificate =
        run({"certificate", "--points", "300", "--days", "10"}, data, {"--phone", "+77010000001", "--json"});
    CHECK(json_of(certificate).find("points")->number()->digits == "300");
    CHECK(has(run({"office", "GET", "/sources"}, data), "Instagram"));
    CHECK(run_program({"audit", "--data", data.path}).status == 0);
}

TEST_CASE("a subcommand that is refused ends with status 2 and names the field") {
    const DataDirectory data;
    CloudProcess(data).stop();
    const auto refused = [&](std::vector<std::string> words, std::vector<std::string> more) {
        const auto finished = run(std::move(words), data, std::move(more));
        CHECK(finished.status == 2);
        return finished.output;
    };
    CHECK(refused({"customer", "add"}, {}).find("--name") != std::string::npos);
    CHECK(refused({"customer", "add", "--name", "A"}, {"--phone", "7"}).find("phone") != std::string::npos);
    CHECK(refused({"customer", "show"}, {"--uid", "nobody"}).find("customer") != std::string::npos);
    CHECK(refused({"card", "--kind", "metal"}, {"--uid", "nobody"}).find("kind") != std::string::npos);
    CHECK(refused({"time", "--days", "1"}, {}).find("virtual time") != std::string::npos);
}

TEST_CASE("terminals are told virtual time, and a subcommand moves it forward for the running server") {
    const DataDirectory data;
    const CloudProcess cloud(data, {"--virtual-time", "2031-05-01T09:00:00Z"});
    run({"customer", "add", "--name", "Anna"}, data, {"--phone", "+77010000001"});
    auto terminal = cloud.client();
    const auto day = [&] {
        const auto operation = expect<loyalty::Operation>(
            terminal, purchase(loyalty::ByPhone{*Phone::parse("+77010000001")}, 100'000));
        return to_text(operation.created).substr(0, 10);
    };
    CHECK(day() == "2031-05-01");
    CHECK(*json_of(run({"time", "--days", "30"}, data, {"--json"})).find("virtual")->boolean());
    CHECK(day() == "2031-05-31");
    CHECK(run_program({"audit", "--data", data.path}).status == 0);
}
