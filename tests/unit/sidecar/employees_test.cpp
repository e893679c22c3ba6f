#include <catch2/catch.hpp>

#include "adapters/sidecar/employees.hpp"
#include "adapters/sidecar/page_sessions.hpp"
#include "adapters/sidecar/pin.hpp"
#include "adapters/sidecar/pin_tries.hpp"
#include "tests/unit/sidecar/page_folder.hpp"

using namespace tillpoints;
using namespace tillpoints::sidecar;
using namespace std::chrono_literals;

namespace {

Employee employee_of(const std::string& id, Role role = Role::cashier) {
    return {id, "Name of " + id, role, "hash of " + id};
}

}  // namespace

TEST_CASE("a PIN is four to twelve digits that nobody tries first") {
    for (const auto* good : {"4071", "258013", "907856341290"}) CHECK(is_good_pin(good));
    for (const auto* bad : {"", "407", "1111", "1234", "9876", "40a1", "9078563412901"})
        CHECK_FALSE(is_good_pin(bad));
}

TEST_CASE("a PIN is stored as a salted slow hash that tells nothing of it") {
    const auto first = hash_pin("4071");
    const auto second = hash_pin("4071");
    CHECK(first != second);
    CHECK(first.find("4071") == std::string::npos);
    CHECK(pin_matches(first, "4071"));
    CHECK(pin_matches(second, "4071"));
    CHECK_FALSE(pin_matches(first, "4072"));
    CHECK_FALSE(pin_matches("", "4071"));
    CHECK_FALSE(pin_matches(std::string(first.size(), '0'), "4071"));
}

TEST_CASE("after three wrong PINs an employee waits, each time twice as long, up to a quarter of an hour") {
    PinTries tries;
    const PinTries::Time start{1h};
    auto now = start;
    for (int i = 0; i < 2; ++i) {
        tries.begin("e1", "a" + std::to_string(i), now);
        CHECK(tries.wait("e1", "elsewhere", now) == 0s);
    }
    std::chrono::seconds expected = 5s;
    for (int i = 2; i < 14; ++i) {
        tries.begin("e1", "a" + std::to_string(i), now);
        CHECK(tries.wait("e1", "elsewhere", now) == std::min<std::chrono::seconds>(expected, 15min));
        CHECK(tries.wait("e2", "elsewhere", now) == 0s);
        now += tries.wait("e1", "elsewhere", now);
        expected *= 2;
    }
    tries.was_right("e1", "a13");
    CHECK(tries.wait("e1", "elsewhere", now) == 0s);
}

TEST_CASE("an address that guesses the PINs of many waits too, and a right PIN does not clear it") {
    PinTries tries;
    const PinTries::Time now{1h};
    for (int i = 0; i < 10; ++i) tries.begin("e" + std::to_string(i), "10.0.0.7", now);
    CHECK(tries.wait("e11", "10.0.0.7", now) == 5s);
    CHECK(tries.wait("e11", "10.0.0.8", now) == 0s);
    tries.begin("mine", "10.0.0.7", now);
    tries.was_right("mine", "10.0.0.7");
    CHECK(tries.wait("e11", "10.0.0.7", now) == 5s);
    CHECK(tries.wait("e11", "10.0.0.7", now + 25h) == 0s);
}

TEST_CASE(
    "a session ends when it is not used, when it is old, when it is ended and when its person changes") {
    PageSessions sessions(30min, 12h);
    const PageSession::Time start{1h};
    const auto id = sessions.begin(employee_of("e1"), "desk", start);
    CHECK(sessions.use("", start) == nullptr);
    CHECK(sessions.use(id + "0", start) == nullptr);
    REQUIRE(sessions.use(id, start + 29min) != nullptr);
    CHECK(sessions.use(id, start + 58min) != nullptr);
    CHECK(sessions.use(id, start + 58min + 31min) == nullptr);
    const auto old = sessions.begin(employee_of("e1"), "desk", start);
    for (auto now = start; now < start + 12h; now += 20min) CHECK(sessions.use(old, now) != nullptr);
    CHECK(sessions.use(old, start + 12h + 1min) == nullptr);
    const auto ended = sessions.begin(employee_of("e1"), "desk", start);
    CHECK(sessions.is_open(ended, start));
    CHECK_FALSE(sessions.is_open(ended, start + 31min));
    sessions.end(ended);
    CHECK_FALSE(sessions.is_open(ended, start));
    CHECK(sessions.use(ended, start) == nullptr);
    const auto gone = sessions.begin(employee_of("e1"), "desk", start);
    const auto stays = sessions.begin(employee_of("e2"), "desk", start);
    sessions.end_unless([](const PageSession& each) { return each.employee.id != "e1"; });
    CHECK(sessions.use(gone, start) == nullptr);
    CHECK(sessions.use(stays, start) != nullptr);
}

TEST_CASE("the staff is read as it was written, and an id is not given twice") {
    PageFolder folder;
    Settings settings;
    settings.state_directory = folder.path.string();
    CHECK(load_staff(settings).employees.empty());
    Staff staff{4, {employee_of("e1"), employee_of("e3", Role::technician)}};
    save_staff(settings, staff);
    const auto read = load_staff(settings);
    CHECK(read.next == 4);
    CHECK(read.employees == staff.employees);
    CHECK(read.named("Name of e3")->role == Role::technician);
    CHECK(read.with_id("e2") == nullptr);
    folder.write("employees.json", R"({"next":1,"employees":[{"id":"e1"}]})");
    CHECK_THROWS(load_staff(settings));
    CHECK(is_employee_name("Айгүль Н."));
    for (const auto& bad : {std::string(), std::string(65, 'a'), std::string("a\nb"), std::string("\xff")})
        CHECK_FALSE(is_employee_name(bad));
}
