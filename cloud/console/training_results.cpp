#include "cloud/console/training_results.hpp"

#include "cloud/console/instruction_json.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t most_results = 20'000;

/// Somebody who may have to read something, with the branch where this person works.
struct Learner {
    PersonRecord person;
    std::optional<loyalty::Named> branch;
};

/// Everybody who can sign in and whom the caller may see.
std::vector<Learner> learners_of(ConsoleCall& call) {
    auto& db = call.context.db;
    const auto cashiers = db.staff.cashiers();
    const auto own = own_branch(call);
    std::vector<Learner> out;
    for (auto& person : db.people.all()) {
        if (person.blocked || person.role == Role::owner) continue;
        auto branch = person.branch;
        for (const auto& cashier : cashiers)
            if (person.cashier && cashier.id == person.cashier->id) branch = cashier.branch;
        if (own && (!branch || branch->id != *own)) continue;
        out.push_back({std::move(person), std::move(branch)});
    }
    return out;
}

bool is_for_learner(const InstructionVersion& version, const Learner& learner) {
    return is_for(version, learner.person.role,
                  learner.branch ? std::optional(learner.branch->id) : std::nullopt);
}

std::string name_of_person(ConsoleCall& call, std::int64_t id) {
    const auto person = call.context.db.people.find(id);
    return person ? person->name : "";
}

/// An instruction with how far the caller's people are with it.
Json listed_json(ConsoleCall& call, const Instruction& instruction, const std::vector<Learner>& learners) {
    const auto& version = instruction.current;
    auto& training = call.context.db.training;
    const auto readings = training.readings(version.instruction);
    const auto tries = training.tries(version.instruction);
    std::int64_t people = 0, read = 0, done = 0;
    for (const auto& learner : learners) {
        if (!is_for_learner(version, learner)) continue;
        const auto own = training_by(learner.person.id, readings, tries);
        const auto due = standing_of(version, own.readings, own.tries, call.moment).due;
        ++people;
        read += due != Due::reading ? 1 : 0;
        done += due == Due::nothing ? 1 : 0;
    }
    return Json::object({{"instruction", version.instruction},
                         {"version", version.version},
                         {"title", version.title},
                         {"written", to_text(version.written)},
                         {"by", name_of_person(call, version.by)},
                         {"roles", roles_json(version)},
                         {"branch", named_json(version.branch)},
                         {"tested", !version.test.empty()},
                         {"retired", instruction.retired},
                         {"may_write", writes_instruction(call, version)},
                         {"people", people},
                         {"read", read},
                         {"done", done}});
}

Json result_row(const InstructionVersion& version, std::size_t questions, const Learner& learner,
                const Standing& standing) {
    auto row = standing_json(version, questions, standing);
    row.set("person", learner.person.id);
    row.set("name", learner.person.name);
    row.set("role", word_of(learner.person.role));
    row.set("branch", named_json(learner.branch));
    return row;
}

}  // namespace

HttpAnswer list_instructions(ConsoleCall& call, Reader) {
    const auto learners = learners_of(call);
    Json rows = Json::array();
    for (const auto& instruction : call.context.db.training.all())
        if (sees_instruction(call, instruction.current)) rows.push(listed_json(call, instruction, learners));
    Json branches = Json::array();
    for (const auto& branch : call.context.db.staff.branches())
        if (sees_branch(call, branch)) branches.push(named_json(branch));
    return console_answer(
        200, Json::object({{"instructions", std::move(rows)}, {"branches", std::move(branches)}}));
}

HttpAnswer show_training_results(ConsoleCall& call, Reader) {
    const auto learners = learners_of(call);
    Json rows = Json::array();
    bool whole = true;
    for (const auto& instruction : call.context.db.training.all()) {
        const auto& version = instruction.current;
        if (instruction.retired || !sees_instruction(call, version)) continue;
        const auto readings = call.context.db.training.readings(version.instruction);
        const auto tries = call.context.db.training.tries(version.instruction);
        const auto questions = count_questions(version);
        for (const auto& learner : learners) {
            if (!is_for_learner(version, learner)) continue;
            if (rows.items()->size() >= most_results) whole = false;
            if (!whole) break;
            const auto own = training_by(learner.person.id, readings, tries);
            rows.push(result_row(version, questions, learner,
                                 standing_of(version, own.readings, own.tries, call.moment)));
        }
    }
    return console_answer(200, Json::object({{"results", std::move(rows)}, {"whole", whole}}));
}

}  // namespace tillpoints::cloud
