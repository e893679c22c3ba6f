#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

PersonRecord owner_named(const char* login) {
    PersonRecord person;
    person.login = login;
    person.name = "Somebody";
    person.role = Role::owner;
    person.password = "hash";
    person.created = noon();
    return person;
}

}  // namespace

TEST_CASE("a person of the console is kept whole, and a login belongs to one person only") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        auto manager = owner_named("anna");
        storage.transact([&](Transaction& db) {
            manager.role = Role::manager;
            manager.branch = db.staff.find_or_add_branch("Centre");
            manager.must_change = true;
            manager.totp_offered = "OFFERED";
            manager.id = *db.people.add(manager);
            CHECK_FALSE(db.people.add(owner_named("anna")));
            auto employee = owner_named("boris");
            employee.role = Role::employee;
            employee.cashier = db.staff.find_or_add_cashier({"k-1", "Boris"});
            employee.id = *db.people.add(employee);
            CHECK(db.people.all() == std::vector{manager, employee});
        });
        manager.totp = "SECRET";
        manager.totp_offered.reset();
        manager.totp_step = 57'000'000;
        manager.blocked = true;
        manager.password = "another";
        storage.transact([&](Transaction& db) { db.people.update(manager); });
        reopen()->read([&](Transaction& db) {
            CHECK(db.people.find(manager.id) == manager);
            CHECK(db.people.find_by_login("anna") == manager);
            CHECK_FALSE(db.people.find_by_login("nobody"));
        });
    });
}

TEST_CASE("a session is found by its digest until it ends, alone, with its person's others, or by age") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = *db.people.add(owner_named("anna"));
            const auto boris = *db.people.add(owner_named("boris"));
            const SessionRecord first{"d1", anna, noon(), noon()};
            for (const auto& session : {first, SessionRecord{"d2", anna, noon(), noon()},
                                        SessionRecord{"d3", boris, noon(), noon()}})
                db.people.begin_session(session);
            CHECK(db.people.find_session("d1") == first);
            CHECK_FALSE(db.people.find_session("d4"));
            db.people.use_session("d3", noon() + hours(1));
            db.people.end_session("d1");
            CHECK(db.people.sessions_of(anna) == 1);
            db.people.forget_sessions(noon() + minutes(1), noon());
            CHECK(db.people.sessions_of(anna) == 0);
            CHECK(db.people.find_session("d3")->used == noon() + hours(1));
            db.people.forget_sessions(noon(), noon() + minutes(1));
            CHECK_FALSE(db.people.find_session("d3"));
            db.people.begin_session(first);
            db.people.end_sessions_of(anna);
            CHECK_FALSE(db.people.find_session("d1"));
        });
    });
}

TEST_CASE("wrong tries are counted for each login until they are forgotten") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            CHECK(db.people.lock_tries("login/1").count == 0);
            db.people.set_tries("login/1", {3, noon()});
            db.people.lock_tries("login/2");
            db.people.set_tries("login/2", {1, noon() + hours(1)});
            CHECK(db.people.lock_tries("login/1") == WrongTries{3, noon()});
            db.people.forget_tries(noon() + minutes(1));
            CHECK(db.people.lock_tries("login/1").count == 0);
            CHECK(db.people.lock_tries("login/2").count == 1);
        });
    });
}

TEST_CASE("the audit log is read backwards, page by page") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto anna = *db.people.add(owner_named("anna"));
            db.people.log({0, noon(), {}, "person_added", "person/1", "command line"});
            db.people.log({0, noon(), anna, "signed_in", "person/1", ""});
            db.people.log({0, noon(), anna, "customer_blocked", "customer/7", "x"});
            const auto newest = db.people.actions({}, 2);
            REQUIRE(newest.size() == 2);
            CHECK(newest[0].action == "customer_blocked");
            CHECK(newest[0].person == anna);
            const auto older = db.people.actions(newest[1].id, 2);
            REQUIRE(older.size() == 1);
            CHECK(older[0].action == "person_added");
            CHECK_FALSE(older[0].person);
            CHECK(older[0].detail == "command line");
        });
    });
}

TEST_CASE("customers are found by how their name begins, and what LIKE understands is only text") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto named = [&](const char* uid, const char* name) {
                auto record = someone(uid, nullptr);
                record.name = name;
                return db.customers.add(record);
            };
            const auto anna = named("a", "Анна Смирнова");
            const auto annushka = named("b", "Аннушка");
            named("c", "Иванна");
            const auto odd = named("d", "50%_!");
            CHECK(db.console.customers_named({"Анна"}, 10) == std::vector{anna});
            CHECK(db.console.customers_named({"анн", "Анн"}, 10) == std::vector{anna, annushka});
            CHECK(db.console.customers_named({"Анн"}, 1) == std::vector{anna});
            CHECK(db.console.customers_named({"50%_!"}, 10) == std::vector{odd});
            CHECK(db.console.customers_named({"50%!"}, 10).empty());
            CHECK(db.console.customers_named({}, 10).empty());
        });
    });
}

TEST_CASE("the console's lists: a customer's operations, low ratings first, orders by state") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            CHECK_FALSE(db.console.first_operation());
            const auto anna = db.customers.add(someone("a", nullptr));
            const auto boris = db.customers.add(someone("b", nullptr));
            const auto first = db.operations.add(purchase(anna));
            auto later = purchase(anna);
            later.created = noon() + hours(1);
            const auto centre = db.staff.find_or_add_branch("Centre");
            later.branch = centre;
            const auto second = db.operations.add(later);
            const auto other = db.operations.add(purchase(boris));
            CHECK(db.console.first_operation() == noon());
            CHECK(db.console.operations_of(anna, {}, 10, 0) == std::vector{second, first});
            CHECK(db.console.operations_of(anna, {}, 10, 1) == std::vector{first});
            CHECK(db.console.operations_of(anna, centre.id, 10, 0) == std::vector{second});
            db.ratings.rate({first, noon(), 5, {}});
            db.ratings.rate({second, noon(), 1, "bad"});
            db.ratings.rate({other, noon() + hours(2), 1, {}});
            const auto low = db.ratings.lowest({}, 2, 0);
            REQUIRE(low.size() == 2);
            CHECK(low[0].operation == other);
            CHECK(low[1].comment == "bad");
            CHECK(db.ratings.lowest({}, 10, 2).size() == 1);
            CHECK(db.ratings.lowest({centre.id}, 10, 0) == std::vector{low[1]});
            CHECK(db.ratings.find(first)->stars == 5);
            OrderRecord order;
            order.created = noon();
            order.customer = anna;
            const auto id = db.orders.add(order);
            CHECK(db.console.orders_in(loyalty::OrderState::created, 10) == std::vector{id});
            CHECK(db.console.orders_in(loyalty::OrderState::completed, 10).empty());
        });
    });
}

TEST_CASE("points by hand wait until a second person decides") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        PointRequestRecord request;
        std::int64_t boris = 0;
        storage.transact([&](Transaction& db) {
            request.by = *db.people.add(owner_named("anna"));
            boris = *db.people.add(owner_named("boris"));
            request.asked = noon();
            request.customer = db.customers.add(someone("a", nullptr));
            request.points = Points(-500);
            request.reason = "a mistake";
            request.key = "first";
            request.id = db.console.add_point_request(request);
            CHECK(db.console.waiting_point_requests() == std::vector{request});
            CHECK(db.console.points_moved_alone(request.by, noon()) == Points());
            for (const auto points : {-200, 300})
                db.console.add_point_request({0,
                                              noon(),
                                              request.by,
                                              request.customer,
                                              Points(points),
                                              "alone",
                                              std::to_string(points),
                                              PointRequestState::confirmed,
                                              {}});
            CHECK(db.console.points_moved_alone(request.by, noon()) == Points(500));
            CHECK(db.console.points_moved_alone(request.by, noon() + hours(1)) == Points());
        });
        storage.transact([&](Transaction& db) {
            CHECK(db.console.lock_point_request(request.id) == request);
            CHECK(db.console.find_point_request(request.by, "first") == request);
            CHECK_FALSE(db.console.find_point_request(boris, "first"));
            CHECK_FALSE(db.console.lock_point_request(request.id + 9));
            db.console.decide_point_request(request.id, PointRequestState::declined, boris);
        });
        reopen()->transact([&](Transaction& db) {
            CHECK(db.console.waiting_point_requests().empty());
            CHECK(db.console.lock_point_request(request.id)->decided_by == boris);
        });
    });
}
