#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;

namespace {

std::int64_t add_learner(Transaction& db, const char* login) {
    PersonRecord person;
    person.login = login;
    return db.people.add(person).value();
}

InstructionVersion till_opening(std::int64_t instruction, std::int64_t version, std::int64_t by) {
    InstructionVersion out;
    out.instruction = instruction;
    out.version = version;
    out.written = noon();
    out.by = by;
    out.title = "Открытие смены";
    out.body = "Утром:\n- проверьте кассу\n\nкасса <script>";
    out.roles = 24;
    out.test = R"([{"text":"?","answers":[]}])";
    out.pass_mark = 1;
    out.tries_a_day = 3;
    out.valid = std::chrono::months(6);
    out.test_since = version;
    return out;
}

/// An instruction in two versions, which two people have to do with.
struct Course {
    explicit Course(Transaction& db)
        : anna(add_learner(db, "anna")),
          boris(add_learner(db, "boris")),
          instruction(db.training.add_instruction()) {
        first = till_opening(instruction, 1, anna);
        first.branch = db.staff.find_or_add_branch("Centre");
        db.training.add_version(first);
        second = till_opening(instruction, 2, boris);
        second.video = "https://video.example/till.mp4";
        db.training.add_version(second);
    }
    std::int64_t anna, boris, instruction;
    InstructionVersion first, second;
};

TestTry begun_by(const Course& course, std::int64_t person, std::int64_t version) {
    TestTry one;
    one.instruction = course.instruction;
    one.version = version;
    one.person = person;
    one.began = noon();
    one.seed = 4'000'000'000;
    return one;
}

bool is_refused(Connection& connection, const std::string& statement) {
    connection.begin(Access::write);
    try {
        connection.execute(statement);
    } catch (const StorageFailed&) {
        connection.rollback();
        return true;
    }
    connection.rollback();
    return false;
}

}  // namespace

TEST_CASE("an instruction is kept in all its versions, and the last one is the current one") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        std::optional<Course> course;
        storage.transact([&](Transaction& db) {
            course.emplace(db);
            const auto empty = db.training.add_instruction();
            CHECK_FALSE(db.training.find(empty));
        });
        reopen()->transact([&](Transaction& db) {
            const auto id = course->instruction;
            CHECK(db.training.find(id) == Instruction{course->second, false});
            CHECK(db.training.find_version(id, 1) == course->first);
            CHECK_FALSE(db.training.find_version(id, 3));
            CHECK_FALSE(db.training.find(id + 100));
            db.training.set_retired(id, true);
            CHECK(db.training.all() == std::vector{Instruction{course->second, true}});
        });
        CHECK_THROWS_AS(storage.transact([&](Transaction& db) { db.training.add_version(course->second); }),
                        StorageFailed);
    });
}

TEST_CASE("that a version was read is kept once for each person, with the first moment") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const Course course(db);
            const auto id = course.instruction;
            CHECK(db.training.add_reading({id, 2, course.boris, noon()}));
            CHECK(db.training.add_reading({id, 1, course.boris, noon() + hours(1)}));
            CHECK(db.training.add_reading({id, 1, course.anna, noon() + hours(2)}));
            CHECK_FALSE(db.training.add_reading({id, 1, course.anna, noon() + hours(3)}));
            const ReadingRecord of_anna{id, 1, course.anna, noon() + hours(2)};
            const ReadingRecord first{id, 1, course.boris, noon() + hours(1)},
                second{id, 2, course.boris, noon()};
            CHECK(db.training.readings(id) == std::vector{of_anna, first, second});
            CHECK(db.training.readings_of_person(course.boris) == std::vector{first, second});
            CHECK(db.training.readings(id + 1).empty());
        });
    });
}

TEST_CASE(
    "a try is begun once for each person and version, finished with all that it came to, and listed then") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        std::optional<Course> course;
        TestTry done;
        storage.transact([&](Transaction& db) {
            course.emplace(db);
            done = begun_by(*course, course->anna, 2);
            done.id = db.training.add_try(done);
            CHECK(db.training.begun_try(course->anna, course->instruction, 2) == done);
            CHECK_FALSE(db.training.begun_try(course->boris, course->instruction, 2));
            CHECK_FALSE(db.training.begun_try(course->anna, course->instruction, 1));
            CHECK(db.training.tries(course->instruction).empty());
        });
        CHECK_THROWS_AS(storage.transact([&](Transaction& db) {
            db.training.add_try(begun_by(*course, course->anna, 2));
        }),
                        StorageFailed);
        done.finished = noon() + hours(1);
        done.answers = "[[0]]";
        done.right = 3;
        done.questions = 4;
        done.passed = true;
        done.expires = noon() + hours(1000);
        storage.transact([&](Transaction& db) { db.training.finish_try(done); });
        reopen()->transact([&](Transaction& db) {
            CHECK(db.training.find_try(done.id) == done);
            CHECK_FALSE(db.training.find_try(done.id + 1));
            CHECK_FALSE(db.training.begun_try(course->anna, course->instruction, 2));
            CHECK(db.training.tries(course->instruction) == std::vector{done});
            CHECK(db.training.tries_of_person(course->anna) == std::vector{done});
            CHECK(db.training.tries_of_person(course->boris).empty());
            db.training.add_try(begun_by(*course, course->anna, 2));
        });
    });
}

TEST_CASE(
    "the database refuses to change what an instruction said, that it was read, and what a test came to") {
    for (const auto& implementation : implementations()) {
        INFO(implementation.name);
        implementation.open()->transact([](Transaction& db) {
            const Course course(db);
            db.training.add_reading({course.instruction, 1, course.anna, noon()});
            auto done = begun_by(course, course.anna, 1);
            done.id = db.training.add_try(done);
            done.finished = noon();
            db.training.finish_try(done);
            db.training.add_try(begun_by(course, course.boris, 1));
        });
        const auto connection = implementation.connect();
        for (const auto* statement :
             {"UPDATE instruction_versions SET body = '' WHERE version = 1",
              "DELETE FROM instruction_versions WHERE version = 2",
              "UPDATE instruction_readings SET moment = 1", "DELETE FROM instruction_readings",
              "UPDATE test_tries SET passed = 1 WHERE finished IS NOT NULL",
              "UPDATE test_tries SET finished = NULL WHERE finished IS NOT NULL",
              "DELETE FROM test_tries WHERE finished IS NOT NULL",
              "DELETE FROM test_tries WHERE finished IS NULL"}) {
            INFO(statement);
            CHECK(is_refused(*connection, statement));
        }
        CHECK_FALSE(is_refused(*connection, "UPDATE test_tries SET passed = 1 WHERE finished IS NULL"));
        CHECK_FALSE(is_refused(*connection, "UPDATE instructions SET retired = 1"));
    }
}
