#include "cloud/api/programmes_in_force.hpp"

#include <thread>

#include "cloud/programme/write_programme.hpp"
#include "picture_folder.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;

/// Which programme a till gets while people change it, in whatever state the list of versions is.
namespace {

const Timestamp shop_opens{std::chrono::sys_days(std::chrono::year(2026) / 3 / 1)};

std::string document_with(int welcome) {
    auto programme = electronics();
    programme.welcome = points(welcome);
    return dump(to_json(programme));
}

void set_version(Storage& storage, Timestamp starts, std::string document) {
    storage.transact([&](Transaction& db) {
        ProgrammeVersion version;
        version.made = shop_opens;
        version.starts = starts;
        version.document = document;
        version.changes = "[]";
        db.programme.add(version);
    });
}

/// What somebody who joins gets.
Points welcome_at(ProgrammesInForce& programmes, Storage& storage, Timestamp now) {
    Points welcome;
    storage.read([&](Transaction& db) { welcome = programmes.at(db, now)->welcome; });
    return welcome;
}

}  // namespace

TEST_CASE("a version that cannot be read stops nothing once another one has superseded it") {
    const auto file = electronics();
    const auto storage = open_sqlite_storage(":memory:");
    set_version(*storage, shop_opens, "{");
    set_version(*storage, shop_opens + hours(1), document_with(700));
    ProgrammesInForce programmes(file);
    CHECK(welcome_at(programmes, *storage, shop_opens + hours(2)) == points(700));
}

TEST_CASE("the last programme that could be read goes on where the one that should count cannot be read") {
    const auto file = electronics();
    const auto storage = open_sqlite_storage(":memory:");
    set_version(*storage, shop_opens, document_with(700));
    ProgrammesInForce programmes(file);
    CHECK(welcome_at(programmes, *storage, shop_opens) == points(700));
    set_version(*storage, shop_opens + hours(1), "{");
    for (const auto moment : {shop_opens, shop_opens + hours(1)}) {
        programmes.look_again();
        CHECK(welcome_at(programmes, *storage, moment) == points(700));
        CHECK(welcome_at(programmes, *storage, moment) == points(700));
    }
    set_version(*storage, shop_opens + hours(2), document_with(900));
    programmes.look_again();
    CHECK(welcome_at(programmes, *storage, shop_opens + hours(2)) == points(900));
}

TEST_CASE("where the version in force was never read, calls fail rather than count by the file") {
    const auto file = electronics();
    const auto storage = open_sqlite_storage(":memory:");
    set_version(*storage, shop_opens, "{");
    ProgrammesInForce programmes(file);
    for (int call = 0; call < 2; ++call)
        CHECK_THROWS_AS(welcome_at(programmes, *storage, shop_opens), StorageFailed);
}

TEST_CASE("a thread that began before a version was set does not take it from the others") {
    const auto file = electronics();
    const PictureFolder folder;
    const auto storage = open_sqlite_storage(folder.path + "/cloud.db");
    ProgrammesInForce programmes(file);
    storage->read([&](Transaction& slow) {
        CHECK(slow.programme.starts().empty());
        std::thread([&] {
            set_version(*storage, shop_opens, document_with(700));
            CHECK(welcome_at(programmes, *storage, shop_opens) == points(700));
        }).join();
        programmes.look_again();
        CHECK(programmes.at(slow, shop_opens)->welcome == points(700));
    });
    CHECK(welcome_at(programmes, *storage, shop_opens) == points(700));
}
