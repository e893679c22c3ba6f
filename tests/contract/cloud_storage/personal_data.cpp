#include <algorithm>
#include <set>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

using Names = std::set<std::string>;

/// The rows of a question about the schema, in the words of SQLite, joined by a point.
Names of_schema(Connection& connection, const std::string& sql) {
    Names out;
    connection.begin(Access::read);
    {
        auto query = connection.query(sql);
        while (query.next()) {
            auto table = query.text();
            out.insert(table + "." + query.text());
        }
    }
    connection.rollback();
    return out;
}

const HeldTable* held_table(const std::string& name) {
    const auto all = held_tables();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

/// Tables whose rows name a customer or a phone, and why they are no part of what is held of one.
const Names others{// The inviter is somebody else; how many a customer invited is in the customer's own row.
                   "customers.inviter",
                   // Shown as points_history, by the customer's account.
                   "entries.operation"};

/// The columns, as "TABLE.COLUMN", that refer to one of the tables or have one of the names; both are lists
/// in SQL.
Names naming_columns(const std::string& tables, const std::string& names) {
    const auto sqlite = implementations().front();
    sqlite.open();
    const auto connection = sqlite.connect();
    auto naming =
        of_schema(*connection,
                  "SELECT m.name, f.\"from\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f"
                  " WHERE m.type = 'table' AND f.\"table\" IN " +
                      tables);
    naming.merge(of_schema(*connection,
                           "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE"
                           " m.type = 'table' AND c.name IN " +
                               names));
    return naming;
}

}  // namespace

TEST_CASE("every table of the schema that names a customer is among those that hold somebody's data") {
    const auto naming = naming_columns("('customers')", "('customer', 'participant', 'phone')");
    CHECK(naming.size() > 20);
    for (const auto& name : naming) {
        if (others.contains(name)) continue;
        INFO(name);
        const auto point = name.find('.');
        const auto* table = held_table(name.substr(0, point));
        REQUIRE(table);
        const auto column = name.substr(point + 1);
        const bool own_phone = name == "customers.phone";
        CHECK((table->key == column || own_phone));
    }
}

TEST_CASE("every table of the schema that names a purchase or an order is among them too") {
    const auto naming = naming_columns("('operations', 'orders')", "('operation', 'purchase', 'order_id')");
    CHECK(naming.size() > 6);
    for (const auto& name : naming) {
        if (others.contains(name)) continue;
        INFO(name);
        CHECK(held_table(name.substr(0, name.find('.'))));
    }
}

TEST_CASE("every column of such a table is either shown to whom it is about or withheld by name") {
    const auto sqlite = implementations().front();
    sqlite.open();
    const auto connection = sqlite.connect();
    const auto columns =
        of_schema(*connection,
                  "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
                  " WHERE m.type = 'table'");
    int compared = 0;
    for (const auto& table : held_tables()) {
        if (table.from) continue;
        Names expected{std::string(table.name) + "." + table.key};
        for (const auto& column : table.columns) expected.insert(std::string(table.name) + "." + column.name);
        for (const auto* column : table.withheld) expected.insert(std::string(table.name) + "." + column);
        Names found;
        for (const auto& column : columns)
            if (column.starts_with(std::string(table.name) + ".")) found.insert(column);
        // The audit log is shown by whom it is about; its own ids and people are the company's.
        if (std::string_view(table.name) == "actions") found.erase("actions.id");
        CHECK(found == expected);
        ++compared;
    }
    CHECK(compared > 15);
}

TEST_CASE("what every table holds of a customer is found by number, phone and account, and nobody else's") {
    for_each_storage([](Storage& storage, const auto&) {
        const auto phone = Phone::parse("+77010000001");
        storage.transact([&](Transaction& db) {
            const auto anna = db.customers.add(someone("a", "+77010000001"));
            const auto boris = db.customers.add(someone("b", "+77010000002"));
            for (const auto id : {anna, boris}) {
                const auto sale = db.operations.add(purchase(id));
                db.ratings.rate({sale, noon(), 5, "good"});
                db.programme.keep_parts(sale, {Money(500), Money(0)});
                db.ledger.post(
                    {"award", sale, Account{"programme/awards"}, customer_account(id), Points(100)}, noon());
                db.tags.add_to_customer(id, {db.tags.find_or_add("vip").id});
                db.cards.set_consent(id, {Channel::app, true, noon()});
            }
            db.cards.set_code({"+77010000001", "hash", noon(), 0});
            db.people.log({0, noon(), {}, "customer_shown", "customer/7", ""});
            for (const auto& table : held_tables()) {
                INFO(table.name);
                const auto rows = db.personal_data.rows(table, anna, phone, "customer/7", 100);
                for (const auto& row : rows) CHECK(row.size() == table.columns.size());
                const Names filled{"customers",      "operations",     "ratings",
                                   "purchase_parts", "points_history", "customer_tags",
                                   "consents",       "one_time_codes", "actions"};
                CHECK(rows.size() == (filled.contains(table.name) ? 1u : 0u));
                CHECK(db.personal_data.rows(table, anna, {}, "customer/8", 0).empty());
            }
        });
    });
}

TEST_CASE(
    "a message to a phone whose owner was not known is erased with its number, and one that waits is "
    "dropped") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            for (const auto* address : {"+77010000001", "+77010000002"}) {
                MessageRecord record;
                record.created = record.changed = noon();
                record.reference = std::string("code/") + address;
                record.address = address;
                record.channel = Channel::hook;
                record.purpose = MessagePurpose::code;
                record.values = {{"code", "123456"}};
                record.due = noon();
                db.messages.add(record);
            }
            db.messages.erase_to("+77010000001", noon());
            const auto rows = db.messages.page(0, 10);
            REQUIRE(rows.size() == 2);
            CHECK(rows[0].address.empty());
            CHECK(rows[0].values.empty());
            CHECK(rows[0].state == MessageState::dropped);
            CHECK(rows[1].address == "+77010000002");
            CHECK(rows[1].state == MessageState::queued);
        });
    });
}

TEST_CASE("a contact is added once for a phone, whoever adds it first") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            CHECK(db.customers.add_unless_known(someone(nullptr, "+77010000001")));
            CHECK_FALSE(db.customers.add_unless_known(someone(nullptr, "+77010000001")));
            CHECK(db.customers.page({10, 0, {}}).size() == 1);
        });
    });
}
