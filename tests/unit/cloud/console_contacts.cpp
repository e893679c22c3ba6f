#include "cloud/api/customers/departed.hpp"
#include "cloud/console/contact_rows.hpp"
#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// Lists of contacts that are brought into the cloud.
namespace {

std::vector<RowFault> faults_of_row(const std::string& name, const std::string& phone) {
    return listed_contact(2, name, phone).faults;
}

/// A body of rows; each is a name and a phone.
std::string contact_rows(const std::vector<std::pair<std::string, std::string>>& contacts) {
    Json rows = Json::array();
    std::int64_t line = 1;
    for (const auto& [name, phone] : contacts)
        rows.push(Json::object({{"line", ++line}, {"name", name}, {"phone", phone}}));
    return dump(Json::object({{"rows", std::move(rows)}}));
}

std::string count_in(const Json& json, const char* key) {
    return json.find(key)->number()->digits;
}

struct ContactDesk : ConsoleDesk {
    ContactDesk() { service.service_info().customer_secret = "a secret"; }

    Json report(const Browser& who) { return ok(get(who, "/report")); }
    std::string contacts_of(const Browser& who, const char* line) {
        return count_in(*report(who).find("report")->find("customers"), line);
    }
};

}  // namespace

TEST_CASE("a row is a contact if it has a phone that can be called and a name that is no formula") {
    CHECK(listed_contact(2, " Anna ", "8 (701) 000-00-01").phone == Phone::parse("+77010000001"));
    CHECK(listed_contact(2, " Anna ", "+77010000001").name == "Anna");
    CHECK(faults_of_row("", "+77010000001").empty());
    CHECK(faults_of_row("<script>alert(1)</script>", "+77010000001").empty());
    CHECK(faults_of_row("Anna", "  ") == std::vector<RowFault>{{"phone", "missing"}});
    CHECK(faults_of_row("Anna", "12345") == std::vector<RowFault>{{"phone", "not_a_phone"}});
    CHECK(faults_of_row("Anna", "Anna") == std::vector<RowFault>{{"phone", "not_a_phone"}});
    CHECK(faults_of_row("Anna", "=77010000001") == std::vector<RowFault>{{"phone", "formula"}});
    for (const auto* name : {"=1+1", "+Anna", "-Anna", "@SUM(A1)", "  =1"})
        CHECK(faults_of_row(name, "+77010000001") == std::vector<RowFault>{{"name", "formula"}});
    for (const auto* name : {"An\x01na", "An\nna", "An\x7Fna"})
        CHECK(faults_of_row(name, "+77010000001") == std::vector<RowFault>{{"name", "control"}});
    CHECK(faults_of_row(std::string(129, 'x'), "+77010000001") ==
          std::vector<RowFault>{{"name", "too_long"}});
    CHECK(faults_of_row("=1", "").size() == 2);
}

TEST_CASE("a preview tells what each row would be and changes nothing") {
    ContactDesk desk;
    desk.join("Anna", "+77010000001");
    desk.service.transact([](RequestContext& context) {
        context.db.cards.add_departed(departed_digest("a secret", *Phone::parse("+77010000009")),
                                      context.now);
    });
    const auto marketer = desk.somebody("marketer", Role::marketer);
    const auto checked = desk.ok(desk.post(marketer, "/contacts/check",
                                           contact_rows({{"Anna", "87010000001"},
                                                         {"Boris", "87010000002"},
                                                         {"Gone", "87010000009"},
                                                         {"=1", "87010000003"}})));
    const auto& rows = *checked.find("rows")->items();
    const std::vector<std::string> states{"known", "new", "known", "wrong"};
    REQUIRE(rows.size() == states.size());
    for (std::size_t at = 0; at < states.size(); ++at) CHECK(*rows[at].find("state")->string() == states[at]);
    CHECK(*rows[1].find("phone")->string() == "+77010000002");
    CHECK(rows[3].find("phone")->is_null());
    CHECK(*rows[3].find("faults")->items()->at(0).find("code")->string() == "formula");
    desk.storage->read([](Transaction& db) {
        CHECK(db.customers.page({10, 0, {}}).size() == 1);
        const auto last = db.people.actions({}, 1).at(0);
        CHECK(last.action == "contacts_checked");
        CHECK(last.detail == "lines 2 to 5");
    });
    CHECK(desk.contacts_of(marketer, "imported") == "0");
}

TEST_CASE("an import adds each phone once, however often it is repeated, and stands apart in the report") {
    ContactDesk desk;
    desk.join("Anna", "+77010000001");
    const auto owner = desk.somebody("owner", Role::owner);
    const auto body = contact_rows({{"Anna B.", "87010000001"},
                                    {"Boris", "8 701 000 00 02"},
                                    {"Boris again", "+7 701 000-00-02"},
                                    {"Vera <b>", "87010000003"},
                                    {"nobody", "12"}});
    const auto first = desk.ok(desk.post(owner, "/contacts/import", body));
    CHECK(count_in(first, "added") == "2");
    CHECK(count_in(first, "known") == "2");
    CHECK(count_in(first, "wrong") == "1");
    const auto again = desk.ok(desk.post(owner, "/contacts/import", body));
    CHECK(count_in(again, "added") == "0");
    CHECK(count_in(again, "known") == "4");
    desk.storage->read([](Transaction& db) {
        CHECK(db.customers.page({10, 0, {}}).size() == 3);
        CHECK(db.customers.find_by_phone(*Phone::parse("+77010000001"))->name == "Anna");
        const auto logged = db.people.actions({}, 2);
        CHECK(logged[1].action == "contacts_imported");
        CHECK(logged[1].detail == "lines 2 to 6: added 2, known 2, wrong 1");
    });
    CHECK(desk.contacts_of(owner, "contacts") == "1");
    CHECK(desk.contacts_of(owner, "imported") == "2");
    done(desk.buy(Shop::phone("+77010000002"), roubles(100)));
    desk.join("Vera", "+77010000003");
    CHECK(desk.contacts_of(owner, "contacts") == "3");
    CHECK(desk.contacts_of(owner, "imported") == "0");
    desk.audit();
}

TEST_CASE("no list brings somebody back who has left") {
    ContactDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    const auto anna = desk.join("Anna", "+77010000001");
    const auto number = std::to_string(anna.id.value + 1'100'000'000'000);
    desk.ok(desk.post(owner, "/customers/erase",
                      R"({"participant":)" + number + R"(,"typed":")" + number + R"(","reason":"asked"})"));
    const auto told = desk.ok(desk.post(owner, "/contacts/import", contact_rows({{"Anna", "+77010000001"}})));
    CHECK(count_in(told, "added") == "0");
    CHECK(count_in(told, "known") == "1");
    desk.storage->read(
        [](Transaction& db) { CHECK_FALSE(db.customers.find_by_phone(*Phone::parse("+77010000001"))); });
}

TEST_CASE("a slice of contacts has its limits, and a manager, an accountant and an employee import nothing") {
    ContactDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    CHECK(desk.post(owner, "/contacts/import", "{}").status == 400);
    CHECK(desk.post(owner, "/contacts/import", R"({"rows":[{"name":"Anna"}]})").status == 400);
    std::vector<std::pair<std::string, std::string>> many(most_listed_contacts + 1, {"", "+77010000001"});
    for (const auto* path : {"/contacts/check", "/contacts/import"})
        CHECK(desk.post(owner, path, contact_rows(many)).status == 400);
    for (const auto role : {Role::manager, Role::accountant, Role::employee}) {
        const auto who = desk.somebody(std::string(word_of(role)).c_str(), role);
        for (const auto* path : {"/contacts/check", "/contacts/import"})
            CHECK(ConsoleDesk::code_in(desk.post(who, path, contact_rows({{"Anna", "+77010000001"}}))) ==
                  "wrong_role");
    }
    desk.storage->read([](Transaction& db) { CHECK(db.customers.page({10, 0, {}}).empty()); });
}
