#include "cloud/console/training_calls.hpp"

#include "cloud/console/instruction_json.hpp"
#include "cloud/training/questions.hpp"
#include "cloud/training/standing.hpp"

namespace tillpoints::cloud {
namespace {

/// What the caller has read and tried, of each instruction.
struct OwnTraining {
    explicit OwnTraining(ConsoleCall& call)
        : readings(call.context.db.training.readings_of_person(call.caller.person.id)),
          tries(call.context.db.training.tries_of_person(call.caller.person.id)) {}

    TrainingOfPerson of(const InstructionVersion& version) const {
        return training_of(version.instruction, readings, tries);
    }

    std::vector<ReadingRecord> readings;
    std::vector<TestTry> tries;
};

std::int64_t left_today(ConsoleCall& call, const InstructionVersion& version, const OwnTraining& own) {
    return tries_left(version, own.of(version).tries, call.moment, call.rules.messages.quiet.utc_offset);
}

HttpAnswer no_own_instruction() {
    return console_refusal({Problem{Errc::not_found, "instruction", "one that is for you", {}}});
}

HttpAnswer no_tries_left() {
    return console_refusal(409, "no_tries_left", "No try is left today. Go on tomorrow.");
}

HttpAnswer newer_version() {
    return console_refusal(409, "newer_version", "There is a newer version. Read it first.");
}

std::optional<Instruction> own_instruction(ConsoleCall& call, std::int64_t id) {
    auto instruction = call.context.db.training.find(id);
    if (!instruction || instruction->retired) return {};
    if (!is_for(instruction->current, call.caller.person.role, own_branch(call))) return {};
    return instruction;
}

Json own_json(ConsoleCall& call, const InstructionVersion& version, const OwnTraining& own) {
    const auto training = own.of(version);
    const auto standing = standing_of(version, training.readings, training.tries, call.moment);
    auto out = standing_json(version, count_questions(version), standing);
    out.set("tries_left", left_today(call, version, own));
    out.set("may_take", standing.may_take);
    return out;
}

Json result_json(ConsoleCall& call, const InstructionVersion& asked, const InstructionVersion& current,
                 const TestTry& done, const GivenAnswers& given) {
    Json wrong = Json::array();
    for (const auto place : wrong_questions(stored_questions(asked.test), done.seed, given))
        wrong.push(place);
    return Json::object({{"passed", done.passed},
                         {"right", done.right},
                         {"questions", done.questions},
                         {"pass_mark", asked.pass_mark},
                         {"wrong", std::move(wrong)},
                         {"expires", done.expires ? Json(to_text(*done.expires)) : Json()},
                         {"tries_left", left_today(call, current, OwnTraining(call))}});
}

}  // namespace

HttpAnswer show_own_training(ConsoleCall& call, Reader) {
    const OwnTraining own(call);
    const auto branch = own_branch(call);
    Json rows = Json::array();
    for (const auto& instruction : call.context.db.training.all())
        if (!instruction.retired && is_for(instruction.current, call.caller.person.role, branch))
            rows.push(own_json(call, instruction.current, own));
    return console_answer(200, Json::object({{"instructions", std::move(rows)}}));
}

HttpAnswer show_instruction(ConsoleCall& call, Reader in) {
    const auto id = whole_in(in, "instruction");
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto instruction = own_instruction(call, id.value_or(0));
    if (!instruction) return no_own_instruction();
    auto out = own_json(call, instruction->current, OwnTraining(call));
    out.set("body", instruction->current.body);
    out.set("video", instruction->current.video);
    return console_answer(200, out);
}

HttpAnswer read_instruction(ConsoleCall& call, Reader in) {
    const auto id = in.integer("instruction", 1, INT64_MAX);
    const auto version = in.integer("version", 1, INT64_MAX);
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto instruction = own_instruction(call, id);
    if (!instruction) return no_own_instruction();
    if (version != instruction->current.version) return newer_version();
    if (call.context.db.training.add_reading({id, version, call.caller.person.id, call.moment}))
        log_action(call, "instruction_read", subject_of(instruction->current), version_words(version));
    return console_answer(200, own_json(call, instruction->current, OwnTraining(call)));
}

HttpAnswer begin_test(ConsoleCall& call, Reader in) {
    const auto id = in.integer("instruction", 1, INT64_MAX);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto& db = call.context.db;
    const auto person = call.caller.person.id;
    db.people.lock(person);
    const auto instruction = own_instruction(call, id);
    if (!instruction || instruction->current.test.empty()) return no_own_instruction();
    const auto& version = instruction->current;
    const OwnTraining own(call);
    const auto training = own.of(version);
    const auto standing = standing_of(version, training.readings, training.tries, call.moment);
    if (standing.due == Due::reading)
        return console_refusal(409, "read_first", "Read the instruction before the test.");
    if (!standing.may_take) return console_refusal(409, "passed_already", "You have passed this test.");
    if (left_today(call, version, own) == 0) return no_tries_left();
    auto begun = db.training.begun_try(person, id, version.version);
    if (!begun) {
        TestTry fresh{0, id, version.version, person, call.moment};
        fresh.seed = static_cast<std::int64_t>(call.context.randomness());
        fresh.id = db.training.add_try(fresh);
        begun = fresh;
    }
    return console_answer(
        200, Json::object({{"try", begun->id},
                           {"title", version.title},
                           {"pass_mark", version.pass_mark},
                           {"questions", shown_questions(stored_questions(version.test), begun->seed)}}));
}

HttpAnswer answer_test(ConsoleCall& call, Reader in) {
    const auto id = in.integer("try", 1, INT64_MAX);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto& db = call.context.db;
    db.people.lock(call.caller.person.id);
    auto one = db.training.find_try(id);
    if (!one || one->person != call.caller.person.id)
        return console_refusal({Problem{Errc::not_found, "try", "one that you have begun", {}}});
    const auto instruction = own_instruction(call, one->instruction);
    const auto asked = db.training.find_version(one->instruction, one->version);
    if (!instruction || !asked) return no_own_instruction();
    const auto questions = stored_questions(asked->test);
    if (one->finished)
        return console_answer(200, result_json(call, *asked, instruction->current, *one,
                                               stored_given(one->answers, questions)));
    const auto given = read_given(in, "answers", questions);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (one->version < instruction->current.test_since) return newer_version();
    if (left_today(call, instruction->current, OwnTraining(call)) == 0) return no_tries_left();
    one->finished = call.moment;
    one->answers = dump(given_json(given));
    one->questions = std::ssize(questions);
    one->right = one->questions - std::ssize(wrong_questions(questions, one->seed, given));
    one->passed = one->right >= asked->pass_mark;
    if (one->passed) one->expires = valid_until(call.moment, asked->valid);
    db.training.finish_try(*one);
    log_action(call, one->passed ? "test_passed" : "test_failed", subject_of(*asked),
               version_words(one->version) + ", right " + std::to_string(one->right) + " of " +
                   std::to_string(one->questions));
    return console_answer(200, result_json(call, *asked, instruction->current, *one, given));
}

}  // namespace tillpoints::cloud
