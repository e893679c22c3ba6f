// What requests are answered when the database fails.
#include <algorithm>
#include <filesystem>

#include "cloud/api/api_handler.hpp"
#include "cloud/api/credential.hpp"
#include "cloud/api/goods/image_endpoint.hpp"
#include "shop.hpp"
#include "tests/openapi/description.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// A database that can be opened and fails from then on.
struct BrokenStorage : Storage {
    void transact(const std::function<void(Transaction&)>&) override { fail(); }
    void read(const std::function<void(Transaction&)>& work) override {
        if (broken) fail();
        whole->read(work);
    }
    [[noreturn]] static void fail() { throw StorageFailed(Errc::storage_failed, "the disk is gone"); }

    bool broken = false;
    std::unique_ptr<Storage> whole = open_sqlite_storage(":memory:");
};

}  // namespace

TEST_CASE("if one of several requests fails inside, it gets a 500 and the others are answered") {
    const auto programme = electronics();
    const auto storage = open_sqlite_storage(":memory:");
    int clock_calls = 0, clock_breaks = 0, numbers = 0, chance_breaks = 0;
    const auto breaks = [](int& calls, int at) {
        if (++calls == at) throw std::runtime_error("the hardware is gone");
    };
    Service service(
        programme, *storage, 42,
        [&] {
            breaks(clock_calls, clock_breaks);
            return Timestamp(std::chrono::hours(1));
        },
        [&] {
            breaks(numbers, chance_breaks);
            return 7u;
        });
    ApiHandler api(service, basic_credential(42, "key"));
    const HttpRequest request{"GET", "/nowhere", {{"Authorization", basic_credential(42, "key")}}, {}};
    const auto statuses = [&] {
        std::vector<int> out;
        for (const auto& answer : api.serve(std::vector(3, request))) out.push_back(answer.status);
        return out;
    };
    clock_calls = 0, numbers = 0;
    CHECK(statuses() == std::vector{404, 404, 404});
    const auto calls = clock_calls;
    const auto drawn = numbers;
    for (int at = 1; at <= calls; ++at) {
        clock_calls = 0, clock_breaks = at;
        auto all = statuses();
        std::sort(all.begin(), all.end());
        CHECK(all == std::vector{404, 404, 500});
    }
    clock_breaks = 0;
    REQUIRE(calls >= 3);
    REQUIRE(drawn > 0);
    numbers = 0, chance_breaks = drawn;
    CHECK(statuses() == std::vector{404, 404, 500});
    CHECK(statuses() == std::vector{404, 404, 404});
}

TEST_CASE("when the database fails, every GET is answered with a 500 as described") {
    const auto description = openapi::Description::load(TILLPOINTS_OPENAPI);
    const auto programme = electronics();
    BrokenStorage storage;
    Service service(
        programme, storage, 42, [] { return Timestamp(std::chrono::hours(1)); }, [] { return 7u; });
    storage.broken = true;
    ApiHandler api(service, basic_credential(42, "key"));
    const auto folder = std::filesystem::temp_directory_path() / "tillpoints-no-pictures";
    ImageEndpoint images(service, folder);

    int questions = 0;
    for (const auto& [path, item] : *description.document().find("paths")->members()) {
        if (!item.find("get") || path.starts_with("/vouchers/")) continue;  // those links need no database
        auto target = path;
        const bool picture = target.starts_with("/images/");
        for (auto at = target.find('{'); at != std::string::npos; at = target.find('{'))
            target.replace(at, target.find('}') - at + 1,
                           picture ? "0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10" : "7");
        if (target == "/customers/find") target += "?code=123456";
        const HttpRequest request{"GET", target, {{"Authorization", basic_credential(42, "key")}}, {}};
        const auto answer = picture ? images.serve(request) : api.serve(request);
        INFO(target << " " << answer.body);
        CHECK(answer.status == 500);
        CHECK(description.faults(request, answer) == std::vector<std::string>());
        ++questions;
    }
    CHECK(questions >= 12);
    std::filesystem::remove_all(folder);
}
