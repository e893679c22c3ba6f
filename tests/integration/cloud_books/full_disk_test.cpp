#include <catch2/catch.hpp>
#include <filesystem>

#include "clouds.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using namespace tillpoints::loyalty;

TEST_CASE(
    "a full disk: purchases fail whole and with a 500 until there is room again, and nothing else does") {
    const Clouds clouds({"SQLite", "", 1});
    clouds.join("Anna", "+77010000001");
    auto till = clouds.till(0);
    const auto buy = [&] {
        return ask(till, purchase(ByPhone{*Phone::parse("+77010000001")}, 10'000)).value().value();
    };
    const auto size = std::filesystem::file_size(clouds.data(0) + "/cloud.db-wal");
    clouds.limit_files(0, size + 200'000);

    std::int64_t made = 0;
    auto answer = buy();
    for (; std::holds_alternative<Operation>(answer); answer = buy()) ++made;
    CHECK(made > 0);
    for (int i = 0; i < 20; ++i) {
        const auto& refusal = std::get<Refusal>(answer);
        CHECK(refusal.status == 500);
        CHECK(refusal.message.find("cloud.db") != std::string::npos);
        answer = buy();
    }
    CHECK(expect<Settings>(till, GetSettings()).id == 42);
    CHECK(expect<OperationPage>(till, ListOperations{1, {}, {}}).rows.size() == 1);

    clouds.limit_files(0, {});
    CHECK(std::holds_alternative<Operation>(buy()));
    clouds.books()->look([&](Books& books) {
        const auto audit = books.audit();
        CHECK(audit.faults.empty());
        CHECK(audit.operations == made + 1);
    });
}
