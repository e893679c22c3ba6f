#include <algorithm>

#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::days;

/// Instructions and tests in the console: who writes, who reads, who passes, and what nobody gets to see.
namespace {

std::string text(const Json& json, const char* key) {
    return *json.find(key)->string();
}
std::string digits(const Json& json, const char* key) {
    return json.find(key)->number()->digits;
}
Json::Array list(const Json& json, const char* key) {
    return *json.find(key)->items();
}

constexpr auto test_of_two =
    R"({"questions":[{"text":"Refund?","answers":[{"text":"Ask","right":true},{"text":"Refuse"},{"text":"Pay"}]},)"
    R"({"text":"Cards?","answers":[{"text":"QR","right":true},{"text":"Code","right":true},{"text":"Name"}]}],)"
    R"("pass_mark":2,"tries_a_day":2,"valid_months":6})";

/// A shop with two branches, where an owner writes and people learn.
struct School : ConsoleDesk {
    School() {
        service.transact([](RequestContext& context) {
            auto& staff = context.db.staff;
            for (const auto* name : {"Centre", "North"}) {
                const auto branch = staff.find_or_add_branch(name);
                const auto till = name == std::string("Centre") ? "till-1" : "till-2";
                staff.set_branch(staff.find_or_add_cashier({till, name}).id, branch.id);
            }
        });
        owner = somebody("owner", Role::owner);
        employee = somebody("employee", Role::employee);
    }

    /// An employee of the other branch.
    Browser northerner(const char* login) {
        auto record = person(login, Role::employee);
        storage->transact([&](Transaction& db) {
            record.login = std::string(login) + "-north";
            record.cashier = db.staff.find_or_add_cashier({"till-2", {}});
            db.people.add(record);
        });
        return signed_in(std::string(login) + "-north");
    }

    /// Answers the instruction's number.
    std::string write(const std::string& title, const std::string& more = "") {
        const auto answer = post(owner, "/training/write",
                                 R"({"title":")" + title + R"(","body":"Wash hands.\n- twice")" + more + "}");
        return digits(ok(answer), "instruction");
    }
    std::string write_tested(const std::string& title = "Refunds") {
        return write(title, std::string(R"(,"test":)") + test_of_two);
    }

    HttpAnswer read(const Browser& who, const std::string& instruction, const std::string& version = "1") {
        return post(who, "/training/read",
                    R"({"instruction":)" + instruction + R"(,"version":)" + version + "}");
    }
    HttpAnswer begin(const Browser& who, const std::string& instruction) {
        return post(who, "/training/test", R"({"instruction":)" + instruction + "}");
    }
    HttpAnswer give(const Browser& who, const Json& begun, const std::string& answers) {
        return post(who, "/training/answers",
                    R"({"try":)" + digits(begun, "try") + R"(,"answers":)" + answers + "}");
    }

    /// The right answers to what was shown, or to none of it.
    static std::string answers_to(const Json& begun, bool right) {
        Json given = Json::array();
        for (const auto& question : list(begun, "questions")) {
            Json places = Json::array();
            const auto& answers = list(question, "answers");
            for (std::size_t at = 0; at < answers.size(); ++at) {
                const auto& words = *answers[at].string();
                if ((words == "Ask" || words == "QR" || words == "Code") == right) places.push(at);
            }
            given.push(std::move(places));
        }
        return dump(given);
    }

    Json take_test(const Browser& who, const std::string& instruction, bool right) {
        const auto begun = ok(begin(who, instruction));
        return ok(give(who, begun, answers_to(begun, right)));
    }

    std::string due(const Browser& who, std::size_t at = 0) {
        return text(list(ok(get(who, "/training")), "instructions").at(at), "due");
    }

    Browser owner, employee;
};

}  // namespace

TEST_CASE("an employee reads what is there, passes its test, and the shop sees who, when and which version") {
    School school;
    const auto id = school.write_tested();
    CHECK(school.due(school.employee) == "reading");
    const auto shown = school.ok(school.get(school.employee, "/training/instruction?instruction=" + id));
    CHECK(text(shown, "body") == "Wash hands.\n- twice");
    CHECK(ConsoleDesk::code_in(school.begin(school.employee, id)) == "read_first");
    school.ok(school.read(school.employee, id));
    CHECK(school.due(school.employee) == "test");

    const auto failed = school.take_test(school.employee, id, false);
    CHECK_FALSE(*failed.find("passed")->boolean());
    CHECK(digits(failed, "right") == "0");
    CHECK(digits(failed, "tries_left") == "1");
    CHECK(list(failed, "wrong").size() == 2);
    const auto passed = school.take_test(school.employee, id, true);
    CHECK(*passed.find("passed")->boolean());
    CHECK(text(passed, "expires").substr(0, 10) == "2026-08-01");
    CHECK(school.due(school.employee) == "nothing");
    CHECK(ConsoleDesk::code_in(school.begin(school.employee, id)) == "passed_already");

    const auto results = school.ok(school.get(school.owner, "/training/results"));
    REQUIRE(list(results, "results").size() == 1);
    const auto row = list(results, "results").at(0);
    CHECK(text(row, "name") == "<b>employee</b>");
    CHECK(text(*row.find("branch"), "name") == "Centre");
    CHECK(digits(*row.find("read"), "version") == "1");
    CHECK(digits(*row.find("test"), "tries") == "2");
    CHECK(digits(*row.find("test"), "passed_version") == "1");
    CHECK(text(*row.find("test"), "passed").substr(0, 10) == "2026-02-01");
    const auto listed =
        list(school.ok(school.get(school.owner, "/training/instructions")), "instructions").at(0);
    for (const auto* count : {"people", "read", "done"}) CHECK(digits(listed, count) == "1");
    const auto log = school.actions();
    CHECK(std::vector(log.begin(), log.begin() + 3) ==
          std::vector<std::string>{"test_passed", "test_failed", "instruction_read"});
}

TEST_CASE(
    "nothing that is sent before the answers are given says which are right, in the order they were written "
    "or else") {
    School school;
    const auto id = school.write_tested();
    std::string all = school.get(school.employee, "/training").body;
    all += school.get(school.employee, "/training/instruction?instruction=" + id).body;
    school.ok(school.read(school.employee, id));
    const auto begun = school.begin(school.employee, id);
    all += begun.body;
    all += school.get(school.employee, "/training").body;
    CHECK(all.find("right") == all.npos);
    // Neither the seed, from which the written order would follow.
    const auto told = school.ok(begun);
    std::vector<std::string> names;
    for (const auto& [name, value] : *told.members()) names.push_back(name);
    CHECK(names == std::vector<std::string>{"try", "title", "pass_mark", "questions"});
    CHECK(ConsoleDesk::code_in(school.get(school.employee, "/training/edit?instruction=" + id)) ==
          "wrong_role");
}

TEST_CASE("a try that is begun again is the same one, and answers that are sent again come to the same") {
    School school;
    const auto id = school.write_tested();
    school.ok(school.read(school.employee, id));
    const auto begun = school.ok(school.begin(school.employee, id));
    CHECK(school.ok(school.begin(school.employee, id)) == begun);
    const auto right = School::answers_to(begun, true);
    CHECK(school.give(school.employee, begun, "[[0]]").status == 400);
    CHECK(school.give(school.employee, begun, "[[0],[9]]").status == 400);
    const auto done = school.ok(school.give(school.employee, begun, right));
    CHECK(school.ok(school.give(school.employee, begun, right)) == done);
    CHECK(school.ok(school.give(school.employee, begun, School::answers_to(begun, false))) == done);
}

TEST_CASE("tries of a day are limited, and there are new ones the next day") {
    School school;
    const auto id = school.write_tested();
    school.ok(school.read(school.employee, id));
    school.take_test(school.employee, id, false);
    CHECK(digits(school.take_test(school.employee, id, false), "tries_left") == "0");
    CHECK(ConsoleDesk::code_in(school.begin(school.employee, id)) == "no_tries_left");
    school.real += days(1);
    const auto again = school.signed_in("employee");
    CHECK(*school.take_test(again, id, true).find("passed")->boolean());
}

TEST_CASE("a passed test stops to count after its months, and then the test is asked for again") {
    School school;
    const auto id = school.write_tested();
    school.ok(school.read(school.employee, id));
    school.take_test(school.employee, id, true);
    school.real += days(200);
    const auto again = school.signed_in("employee");
    CHECK(school.due(again) == "test");
    CHECK(*school.take_test(again, id, true).find("passed")->boolean());
    CHECK(school.due(again) == "nothing");
}

TEST_CASE(
    "a new version is to be read again, is passed by the test before it if that is the same, and replaces "
    "what was seen") {
    School school;
    const auto id = school.write_tested();
    school.ok(school.read(school.employee, id));
    school.take_test(school.employee, id, true);
    const auto next = [&](const std::string& replaces, const std::string& test) {
        return school.post(school.owner, "/training/write",
                           R"({"instruction":)" + id + R"(,"replaces":)" + replaces +
                               R"(,"title":"Refunds","body":"Other words","test":)" + test + "}");
    };
    CHECK(digits(school.ok(next("1", test_of_two)), "version") == "2");
    CHECK(ConsoleDesk::code_in(next("1", test_of_two)) == "newer_version");
    CHECK(school.due(school.employee) == "reading");
    CHECK(ConsoleDesk::code_in(school.read(school.employee, id, "1")) == "newer_version");
    school.ok(school.read(school.employee, id, "2"));
    CHECK(school.due(school.employee) == "nothing");

    std::string other = test_of_two;
    other.replace(other.find("Refund?"), 7, "Return?");
    school.ok(next("2", other));
    school.ok(school.read(school.employee, id, "3"));
    CHECK(school.due(school.employee) == "test");
    const auto begun = school.ok(school.begin(school.employee, id));
    school.ok(next("3", test_of_two));
    CHECK(ConsoleDesk::code_in(school.give(school.employee, begun, School::answers_to(begun, true))) ==
          "newer_version");
}

TEST_CASE(
    "an instruction for a role or a branch is for these people, and nobody else reads it by its number") {
    School school;
    const auto northern = school.northerner("other");
    const auto marketer = school.somebody("marketer", Role::marketer);
    const auto for_role = school.write("Posters", R"(,"roles":["marketer"])");
    std::string north;
    school.storage->transact(
        [&](Transaction& db) { north = std::to_string(db.staff.find_or_add_branch("North").id); });
    const auto for_north = school.write("Snow", R"(,"branch":)" + north);
    const auto titles = [&](const Browser& who) {
        std::vector<std::string> out;
        for (const auto& one : list(school.ok(school.get(who, "/training")), "instructions"))
            out.push_back(text(one, "title"));
        return out;
    };
    CHECK(titles(school.employee).empty());
    CHECK(titles(school.owner).empty());
    CHECK(titles(marketer) == std::vector<std::string>{"Posters"});
    CHECK(titles(northern) == std::vector<std::string>{"Snow"});
    for (const auto& id : {for_role, for_north, std::string("999")}) {
        CHECK(school.get(school.employee, "/training/instruction?instruction=" + id).status == 404);
        CHECK(school.read(school.employee, id).status == 404);
        CHECK(school.begin(school.employee, id).status == 404);
    }
    school.ok(school.post(school.owner, "/training/retire", R"({"instruction":)" + for_north + "}"));
    CHECK(titles(northern).empty());
    CHECK(school.read(northern, for_north).status == 404);
    school.ok(school.post(school.owner, "/training/retire",
                          R"({"retired":false,"instruction":)" + for_north + "}"));
    CHECK(titles(northern) == std::vector<std::string>{"Snow"});
}

TEST_CASE("nobody answers another's test, and nobody but managers and owners sees results or writes") {
    School school;
    const auto other = school.northerner("other");
    const auto id = school.write_tested();
    school.ok(school.read(school.employee, id));
    school.ok(school.read(other, id));
    const auto begun = school.ok(school.begin(school.employee, id));
    CHECK(school.give(other, begun, School::answers_to(begun, true)).status == 404);
    school.ok(school.give(school.employee, begun, School::answers_to(begun, true)));
    CHECK(school.give(other, begun, School::answers_to(begun, true)).status == 404);
    for (const auto role : {Role::marketer, Role::accountant}) {
        const auto who = school.somebody(std::string(word_of(role)).c_str(), role);
        CHECK(ConsoleDesk::code_in(school.get(who, "/training/results")) == "wrong_role");
    }
    for (const auto& answer :
         {school.get(school.employee, "/training/results"),
          school.get(school.employee, "/training/instructions"),
          school.post(school.employee, "/training/write", R"({"title":"T","body":"B"})"),
          school.post(school.employee, "/training/retire", R"({"instruction":)" + id + "}")})
        CHECK(ConsoleDesk::code_in(answer) == "wrong_role");
}

TEST_CASE(
    "a manager sees and writes for the people of the own branch only, and no right answers of the company's "
    "tests") {
    School school;
    const auto northern = school.northerner("other");
    const auto manager = school.somebody("manager", Role::manager);
    const auto id = school.write_tested();
    std::string north;
    school.storage->transact(
        [&](Transaction& db) { north = std::to_string(db.staff.find_or_add_branch("North").id); });
    const auto for_north = school.write("Snow", R"(,"branch":)" + north);
    const auto results = school.get(manager, "/training/results");
    CHECK(list(school.ok(results), "results").size() ==
          3);  // two employees at the Centre's till and the manager
    CHECK(results.body.find("North") == results.body.npos);
    CHECK(results.body.find("Snow") == results.body.npos);
    for (const auto& foreign : {id, for_north}) {
        CHECK(school.get(manager, "/training/edit?instruction=" + foreign).status == 404);
        CHECK(school.post(manager, "/training/retire", R"({"instruction":)" + foreign + "}").status == 404);
        CHECK(school
                  .post(manager, "/training/write",
                        R"({"title":"T","body":"B","replaces":1,"instruction":)" + foreign + "}")
                  .status == 404);
    }
    CHECK(school.post(manager, "/training/write", R"({"title":"T","body":"B","branch":)" + north + "}")
              .status == 400);
    const auto own = digits(school.ok(school.post(manager, "/training/write", R"({"title":"T","body":"B"})")),
                            "instruction");
    const auto edited = school.ok(school.get(manager, "/training/edit?instruction=" + own));
    CHECK(text(*edited.find("branch"), "name") == "Centre");
    CHECK(list(school.ok(school.get(northern, "/training")), "instructions").size() == 2);
    CHECK(list(school.ok(school.get(school.employee, "/training")), "instructions").size() == 2);
}

TEST_CASE("a manager reads, rewrites and retires nothing that an owner began, not even of the own branch") {
    School school;
    const auto manager = school.somebody("manager", Role::manager);
    std::string centre;
    school.storage->transact(
        [&](Transaction& db) { centre = std::to_string(db.staff.find_or_add_branch("Centre").id); });
    int written = 0;
    for (const auto* roles : {R"(["manager"])", R"(["employee"])", "[]"}) {
        INFO(roles);
        const auto id =
            school.write("Test " + std::to_string(++written),
                         R"(,"branch":)" + centre + R"(,"roles":)" + roles + R"(,"test":)" + test_of_two);
        const auto seen = school.get(manager, "/training/edit?instruction=" + id);
        CHECK(seen.status == 404);
        CHECK(seen.body.find("Refuse") == seen.body.npos);
        CHECK(school
                  .post(manager, "/training/write",
                        R"({"title":"T","body":"B","replaces":1,"instruction":)" + id + "}")
                  .status == 404);
        CHECK(school.post(manager, "/training/retire", R"({"instruction":)" + id + "}").status == 404);
    }
    for (const auto& one : list(school.ok(school.get(manager, "/training/instructions")), "instructions"))
        CHECK_FALSE(*one.find("may_write")->boolean());
}

TEST_CASE("a manager writes for others than managers, so that nobody passes a test by having written it") {
    School school;
    const auto manager = school.somebody("manager", Role::manager);
    CHECK(school.post(manager, "/training/write", R"({"title":"T","body":"B","roles":["manager"]})").status ==
          400);
    const auto own =
        digits(school.ok(school.post(manager, "/training/write",
                                     R"({"title":"T","body":"B","test":)" + std::string(test_of_two) + "}")),
               "instruction");
    CHECK(list(school.ok(school.get(manager, "/training")), "instructions").empty());
    CHECK(school.due(school.employee) == "reading");
    CHECK(school.get(manager, "/training/edit?instruction=" + own).status == 200);
    // An owner may hand it to managers; then they only learn it.
    school.ok(school.post(
        school.owner, "/training/write",
        R"({"title":"T","body":"B","roles":["manager"],"replaces":1,"instruction":)" + own + "}"));
    CHECK(school.get(manager, "/training/edit?instruction=" + own).status == 404);
}

TEST_CASE(
    "instructions that say nothing, are too long or too many, or are there already, are refused with what is "
    "wrong") {
    School school;
    const auto written = [&](const std::string& body) {
        return school.post(school.owner, "/training/write", body).status;
    };
    for (const auto& body : {std::string("{}"), std::string(R"({"title":" ","body":"B"})"),
                             std::string(R"({"title":"T","body":"\n"})"),
                             R"({"title":")" + std::string(201, 'x') + R"(","body":"B"})",
                             R"({"title":"T","body":")" + std::string(16'001, 'x') + R"("})",
                             std::string(R"({"title":"T","body":"B","roles":["owner"]})"),
                             std::string(R"({"title":"T","body":"B","roles":"employee"})"),
                             std::string(R"({"title":"T","body":"B","branch":77})"),
                             std::string(R"({"title":"T","body":"B","test":{}})"),
                             std::string(R"({"title":"T","body":"B","test":[]})"),
                             std::string(R"({"title":"T","body":"B","instruction":1})"),
                             std::string(R"({"title":"T\u0000","body":"B"})")}) {
        INFO(body.substr(0, 80));
        CHECK(written(body) == 400);
    }
    std::string strict = test_of_two;
    strict.replace(strict.find("\"pass_mark\":2"), 13, "\"pass_mark\":3");
    CHECK(written(R"({"title":"T","body":"B","test":)" + strict + "}") == 400);
    CHECK(written(R"({"title":"T","body":"B"})") == 200);
    CHECK(written(R"({"title":"T","body":"C"})") == 409);
    CHECK(written(R"({"title":"T","body":"B","instruction":99,"replaces":1})") == 404);
    for (const auto* query : {"?instruction=x", "?instruction=-1"})
        CHECK(school.get(school.employee, "/training/instruction" + std::string(query)).status == 400);
    for (int i = 1; i < 200; ++i) school.write("Instruction " + std::to_string(i));
    CHECK(ConsoleDesk::code_in(school.post(school.owner, "/training/write",
                                           R"({"title":"One more","body":"B"})")) == "too_many");
}

TEST_CASE("what strangers write in instructions and tests is text, and stays as it was written") {
    School school;
    const auto id =
        school.write(R"(<script>alert(1)</script>)",
                     R"(,"test":{"questions":[{"text":"<img src=x>","answers":[{"text":"=1+1","right":true},)"
                     R"({"text":"</script>"}]}],"pass_mark":1,"tries_a_day":1})");
    const auto answer = school.get(school.employee, "/training/instruction?instruction=" + id);
    CHECK(header_of(answer.headers, "Content-Type") == "application/json");
    CHECK(text(school.ok(answer), "title") == "<script>alert(1)</script>");
    school.ok(school.read(school.employee, id));
    const auto begun = school.ok(school.begin(school.employee, id));
    CHECK(text(list(begun, "questions")[0], "text") == "<img src=x>");
    bool said = false;
    school.storage->read([&](Transaction& db) {
        for (const auto& one : db.people.actions({}, 100))
            said = said || (one.subject + one.detail).find('<') != std::string::npos;
    });
    CHECK_FALSE(said);
}
