#include "cloud/console/instruction_calls.hpp"

#include <algorithm>

#include "cloud/console/instruction_json.hpp"
#include "cloud/training/questions.hpp"
#include "cloud/training/video_link.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t longest_title = 200;
constexpr std::size_t longest_text = 16'000;
constexpr std::size_t most_instructions = 200;
constexpr std::int64_t most_versions = 100;

HttpAnswer no_such_instruction() {
    return console_refusal({Problem{Errc::not_found, "instruction", "one that you may change", {}}});
}

std::optional<Instruction> own_to_write(ConsoleCall& call, std::int64_t id) {
    auto found = call.context.db.training.find(id);
    return found && writes_instruction(call, found->current) ? found : std::nullopt;
}

std::int64_t read_roles(Reader& in) {
    std::int64_t roles = 0;
    for (const auto& word : in.texts("roles", std::size(learning_roles))) {
        const auto role = role_of(word);
        if (!role || *role == Role::owner)
            in.fail("roles", Errc::invalid_value, "manager, marketer, accountant or employee");
        else
            roles |= role_bit(*role);
    }
    return roles;
}

/// Whoever writes a test knows what is right, so that a manager writes for the others of the branch.
void keep_from_managers(InstructionVersion& version, Reader& in) {
    if ((version.roles & role_bit(Role::manager)) != 0)
        in.fail("roles", Errc::invalid_value, "others than managers");
    if (version.roles == 0) version.roles = role_bit(Role::employee);
}

/// The branch that the body names, or a manager's own.
std::optional<loyalty::Named> read_branch(ConsoleCall& call, Reader& in) {
    const auto id = in.maybe_integer("branch", 1, INT64_MAX);
    const auto wanted = id ? id : own_branch(call);
    if (!wanted) return {};
    for (const auto& branch : call.context.db.staff.branches())
        if (branch.id == *wanted && sees_branch(call, branch)) return branch;
    in.fail("branch", Errc::invalid_value, "one that is yours");
    return {};
}

void read_test(Reader in, InstructionVersion& version) {
    const auto questions = read_questions(in, "questions");
    version.test = dump(questions_json(questions));
    version.pass_mark = in.integer("pass_mark", 1, std::max<std::int64_t>(1, std::ssize(questions)));
    version.tries_a_day = in.integer("tries_a_day", 1, 20);
    version.valid = std::chrono::months(in.maybe_integer("valid_months", 0, 120).value_or(0));
}

std::string filled(Reader& in, std::string_view key, std::size_t most) {
    auto text = in.text(key, most);
    if (in.has(key) && text.find_first_not_of(" \t\r\n") == text.npos)
        in.fail(key, Errc::invalid_value, "words");
    return text;
}

InstructionVersion read_version(ConsoleCall& call, Reader& in) {
    InstructionVersion version;
    version.written = call.moment;
    version.by = call.caller.person.id;
    version.title = filled(in, "title", longest_title);
    version.body = filled(in, "body", longest_text);
    version.video = in.maybe_text("video", longest_video_link).value_or("");
    if (!version.video.empty() && !is_video_link(version.video))
        in.fail("video", Errc::invalid_value, "an address that begins with https://", version.video);
    if (in.has("roles")) version.roles = read_roles(in);
    version.branch = read_branch(call, in);
    if (call.caller.person.role == Role::manager) keep_from_managers(version, in);
    if (auto test = in.maybe_object("test")) read_test(*test, version);
    return version;
}

/// Gives the version its place behind the one that it replaces; a refusal if that is not the current one.
std::optional<HttpAnswer> put_behind(ConsoleCall& call, const Instruction& replaced, std::int64_t seen,
                                     InstructionVersion& version) {
    if (replaced.current.version != seen)
        return console_refusal(409, "newer_version", "Somebody else has written a version meanwhile.");
    if (seen >= most_versions)
        return console_refusal(409, "too_many",
                               "An instruction has at most 100 versions. Begin another one.");
    version.instruction = replaced.current.instruction;
    version.version = seen + 1;
    version.test_since = test_since(replaced.current, version);
    call.context.db.training.set_retired(version.instruction, false);
    return {};
}

std::optional<HttpAnswer> put_new(ConsoleCall& call, InstructionVersion& version) {
    const auto all = call.context.db.training.all();
    if (all.size() >= most_instructions)
        return console_refusal(409, "too_many",
                               "There are 200 instructions. Rewrite one that is not needed.");
    // Also what makes a request that is sent twice harmless.
    if (std::any_of(all.begin(), all.end(), [&](const Instruction& one) {
            return !one.retired && one.current.title == version.title;
        }))
        return console_refusal({Problem{Errc::duplicate, "title", "one that no instruction has", {}}});
    version.instruction = call.context.db.training.add_instruction();
    version.version = version.test_since = 1;
    return {};
}

}  // namespace

HttpAnswer edit_instruction(ConsoleCall& call, Reader in) {
    const auto id = whole_in(in, "instruction");
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto found = own_to_write(call, id.value_or(0));
    if (!found) return no_such_instruction();
    const auto& version = found->current;
    Json test;
    if (!version.test.empty())
        test = Json::object({{"questions", questions_json(stored_questions(version.test))},
                             {"pass_mark", version.pass_mark},
                             {"tries_a_day", version.tries_a_day},
                             {"valid_months", std::int64_t{version.valid.count()}}});
    return console_answer(200, Json::object({{"instruction", version.instruction},
                                             {"version", version.version},
                                             {"title", version.title},
                                             {"body", version.body},
                                             {"video", version.video},
                                             {"roles", roles_json(version)},
                                             {"branch", named_json(version.branch)},
                                             {"test", std::move(test)}}));
}

HttpAnswer write_instruction(ConsoleCall& call, Reader in) {
    const auto id = in.maybe_integer("instruction", 1, INT64_MAX);
    const auto seen = in.maybe_integer("replaces", 1, INT64_MAX);
    if (id && !seen) in.fail("replaces", Errc::missing_field, "the version that you have seen");
    auto version = read_version(call, in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    call.context.db.take_turn();
    const auto replaced = id ? own_to_write(call, *id) : std::nullopt;
    if (id && !replaced) return no_such_instruction();
    if (auto refusal = replaced ? put_behind(call, *replaced, *seen, version) : put_new(call, version))
        return *refusal;
    call.context.db.training.add_version(version);
    log_action(call, "instruction_written", subject_of(version), version_words(version.version));
    return console_answer(200,
                          Json::object({{"instruction", version.instruction}, {"version", version.version}}));
}

HttpAnswer retire_instruction(ConsoleCall& call, Reader in) {
    const auto id = in.integer("instruction", 1, INT64_MAX);
    const auto retired = in.flag("retired", true);
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto found = own_to_write(call, id);
    if (!found) return no_such_instruction();
    call.context.db.training.set_retired(id, retired);
    log_action(call, retired ? "instruction_retired" : "instruction_resumed", subject_of(found->current));
    return console_answer(200, Json::object({{"retired", retired}}));
}

}  // namespace tillpoints::cloud
