// What a question is answered when the database fails.
#include <filesystem>

#include "cloud/service/credential.hpp"
#include "cloud/service/front.hpp"
#include "cloud/service/gallery.hpp"
#include "shop.hpp"
#include "tests/openapi/description.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Books that can be opened and then not be used.
struct BrokenStorage : Storage {
    void transact(const std::function<void(Books&)>&) override { fail(); }
    void look(const std::function<void(Books&)>& work) override {
        if (broken) fail();
        whole->look(work);
    }
    [[noreturn]] static void fail() { throw StorageFailed(Errc::storage_failed, "the disk is gone"); }

    bool broken = false;
    std::unique_ptr<Storage> whole = open_sqlite_storage(":memory:");
};

}  // namespace

TEST_CASE("when the database fails every question is answered with a 500 as described") {
    const auto description = openapi::Description::load(TILLPOINTS_OPENAPI);
    const auto programme = electronics();
    BrokenStorage storage;
    Service service(
        programme, storage, 42, [] { return Timestamp(std::chrono::hours(1)); }, [] { return 7u; });
    storage.broken = true;
    Front front(service, basic_credential(42, "key"));
    const auto folder = std::filesystem::temp_directory_path() / "tillpoints-no-pictures";
    Gallery gallery(service, folder);

    int questions = 0;
    for (const auto& [path, item] : *description.document().find("paths")->members()) {
        if (!item.find("get")) continue;
        auto target = path;
        const bool picture = target.starts_with("/images/");
        for (auto at = target.find('{'); at != std::string::npos; at = target.find('{'))
            target.replace(at, target.find('}') - at + 1,
                           picture ? "0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10" : "7");
        if (target == "/customers/find") target += "?code=123456";
        const HttpRequest request{"GET", target, {{"Authorization", basic_credential(42, "key")}}, {}};
        const auto reply = picture ? gallery.serve(request) : front.serve(request);
        INFO(target << " " << reply.answer->body);
        CHECK(reply.answer->status == 500);
        CHECK(description.faults(request, *reply.answer) == std::vector<std::string>());
        ++questions;
    }
    CHECK(questions >= 12);
    std::filesystem::remove_all(folder);
}
