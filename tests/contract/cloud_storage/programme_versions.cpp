#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::days;
using std::chrono::hours;

namespace {

ProgrammeVersion version_from(Timestamp starts) {
    ProgrammeVersion version;
    version.made = noon();
    version.starts = starts;
    version.document = R"({"name":"Shop"})";
    version.note = "because";
    version.changes = "[]";
    return version;
}

ProgrammeStart start_of(const ProgrammeVersion& version, bool withdrawn = false) {
    return {version.id, version.starts, withdrawn};
}

}  // namespace

TEST_CASE(
    "versions of the programme are kept in the order in which they start, and withdrawn before they do") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        auto later = version_from(noon() + days(1));
        auto first = version_from(noon());
        auto second = version_from(noon());
        storage.transact([&](Transaction& db) {
            CHECK(db.programme.starts().empty());
            later.id = db.programme.add(later);
            first.id = db.programme.add(first);
            second.id = db.programme.add(second);
        });
        reopen()->transact([&](Transaction& db) {
            CHECK(db.programme.starts() == std::vector{start_of(first), start_of(second), start_of(later)});
            CHECK(db.programme.versions(2) == std::vector{second, first});
            CHECK(db.programme.find(later.id) == later);
            CHECK_FALSE(db.programme.withdraw(first.id, noon()));
            CHECK(db.programme.withdraw(later.id, noon()));
            CHECK_FALSE(db.programme.withdraw(later.id, noon()));
            CHECK(db.programme.starts() ==
                  std::vector{start_of(first), start_of(second), start_of(later, true)});
            CHECK(db.programme.find(later.id)->withdrawn);
        });
    });
}

TEST_CASE("no statement changes or removes a version of the programme") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        implementation.open()->transact([](Transaction& db) { db.programme.add(version_from(noon())); });
        const auto connection = implementation.connect();
        for (const auto* statement :
             {"UPDATE programme_versions SET document = '{}'", "UPDATE programme_versions SET starts = 0",
              "DELETE FROM programme_versions"}) {
            connection->begin(Access::write);
            CHECK_THROWS_AS(connection->execute(statement), StorageFailed);
            connection->rollback();
        }
    }
}

TEST_CASE(
    "what a customer had spent before a moment, newcomers and excluded parts are what a trial starts from") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([&](Transaction& db) {
            auto inviter = someone("0b8bd2d2-2b0a-4cf2-8a6c-2a2dfd8b8ae0", "+77010000001");
            inviter.created = noon() - days(100);
            const auto old = db.customers.add(inviter);
            auto newcomer = someone("0b8bd2d2-2b0a-4cf2-8a6c-2a2dfd8b8ae1", "+77010000002");
            newcomer.inviter = old;
            db.customers.add(newcomer);
            db.customers.add(someone(nullptr, "+77010000003"));
            CHECK(db.programme.newcomers(noon() - days(1), noon() + days(1)) == Newcomers{1, 1});
            CHECK(db.programme.newcomers(noon() - days(200), noon()) == Newcomers{1, 0});

            auto record = purchase(old);
            const auto kept = db.operations.add(record);
            record.state = loyalty::OperationState::canceled;
            const auto refunded = db.operations.add(record);
            auto refund = purchase(old);
            refund.state = loyalty::OperationState::reversal;
            refund.origin = refunded;
            db.operations.add(refund);
            record = purchase(old);
            record.created = noon() + hours(1);
            db.operations.add(record);
            CHECK(db.programme.spent_before(old, noon() + hours(1)) == SpentBefore{Money(900), 1});
            CHECK(db.programme.spent_before(old, noon() + hours(2)) == SpentBefore{Money(1800), 2});
            CHECK(db.programme.spent_before(old, noon()) == SpentBefore{});
            CHECK(db.programme.operations_between(noon(), noon() + hours(1)) == 3);

            CHECK(db.programme.parts_of(kept) == ExcludedParts{});
            db.programme.keep_parts(kept, {Money(10), Money(20)});
            CHECK(db.programme.parts_of(kept) == ExcludedParts{Money(10), Money(20)});
        });
    });
}
