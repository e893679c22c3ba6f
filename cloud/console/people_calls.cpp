#include "cloud/console/people_calls.hpp"

#include <algorithm>

#include "cloud/people/totp.hpp"
#include "qr/qr_code.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int actions_on_a_page = 100;

HttpAnswer no_such_person() {
    return console_refusal({Problem{Errc::not_found, "person", "somebody of the list", {}}});
}

std::optional<loyalty::Named> branch_with(ConsoleCall& call, std::optional<std::int64_t> id) {
    const auto all = call.context.db.staff.branches();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

std::optional<loyalty::Named> cashier_with(ConsoleCall& call, std::optional<std::int64_t> id) {
    const auto found = id ? call.context.db.staff.find_cashier(*id) : std::nullopt;
    return found ? std::optional(loyalty::Named{found->id, found->name}) : std::nullopt;
}

/// The person that the body names; nothing, with a problem, if there is none.
std::optional<PersonRecord> person_in_body(ConsoleCall& call, Reader& in) {
    const auto id = in.integer("person", 1, INT64_MAX);
    return in.problems().empty() ? call.context.db.people.find(id) : std::nullopt;
}

Json with_password(const PersonRecord& person, const FreshPassword& fresh) {
    auto out = person_json(person);
    out.set("password", fresh.text);
    return out;
}

}  // namespace

Json qr_rows(const std::string& text) {
    Json rows = Json::array();
    const auto code = qr_code_of(text);
    for (int row = 0; code && row < code->size; ++row) {
        std::string line;
        for (int column = 0; column < code->size; ++column) line += code->at(row, column) ? '1' : '0';
        rows.push(std::move(line));
    }
    return rows;
}

Json person_json(const PersonRecord& person) {
    return Json::object({{"id", person.id},
                         {"login", person.login},
                         {"name", person.name},
                         {"role", word_of(person.role)},
                         {"branch", named_json(person.branch)},
                         {"cashier", named_json(person.cashier)}});
}

std::string subject_of(const PersonRecord& person) {
    return "person/" + std::to_string(person.id);
}

bool is_last_owner(Transaction& db, const PersonRecord& person) {
    if (person.role != Role::owner) return false;
    const auto all = db.people.all();
    return std::none_of(all.begin(), all.end(), [&](const PersonRecord& other) {
        return other.id != person.id && other.role == Role::owner && !other.blocked;
    });
}

HttpAnswer offer_second_factor(ConsoleCall& call, Reader) {
    auto person = call.caller.person;
    if (person.totp)
        return console_refusal(409, "set_up_already", "The second factor is set up. An owner can reset it.");
    person.totp_offered = new_totp_secret(call.context.randomness);
    person.totp_step = 0;  // codes of an earlier secret say nothing of this one's
    call.context.db.people.update(person);
    return console_answer(200, Json::object({{"secret", *person.totp_offered},
                                             {"qr", qr_rows(totp_uri(*person.totp_offered, person.login))}}));
}

HttpAnswer confirm_second_factor(ConsoleCall& call, Reader in) {
    const auto code = in.text("code", 16);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto person = call.caller.person;
    const auto step = person.totp_offered && !person.totp
                          ? totp_step_of(*person.totp_offered, code, call.moment, person.totp_step)
                          : std::nullopt;
    if (!step) return console_refusal(409, "wrong_code", "This is not the code that is shown now.");
    person.totp = std::exchange(person.totp_offered, std::nullopt);
    person.totp_step = *step;
    call.context.db.people.update(person);
    log_action(call, "second_factor_set_up", subject_of(person));
    return console_answer(200, Json::object({{"ready", true}}));
}

HttpAnswer list_people(ConsoleCall& call, Reader) {
    Json rows = Json::array();
    for (const auto& person : call.context.db.people.all()) {
        auto row = person_json(person);
        row.set("blocked", person.blocked);
        row.set("second_factor", person.totp.has_value());
        row.set("sessions", call.context.db.people.sessions_of(person.id));
        rows.push(std::move(row));
    }
    Json branches = Json::array();
    for (const auto& branch : call.context.db.staff.branches()) branches.push(named_json(branch));
    Json cashiers = Json::array();
    for (const auto& one : call.context.db.staff.cashiers())
        cashiers.push(named_json(loyalty::Named{one.id, one.name}));
    return console_answer(200, Json::object({{"people", std::move(rows)},
                                             {"branches", std::move(branches)},
                                             {"cashiers", std::move(cashiers)}}));
}

HttpAnswer add_person(ConsoleCall& call, Reader in) {
    PersonRecord person;
    person.login = in.text("login", 32);
    person.name = in.text("name", 100);
    person.role = role_of(in.text("role", 16)).value_or(Role::employee);
    const auto branch = in.maybe_integer("branch", 1, INT64_MAX);
    const auto cashier = in.maybe_integer("cashier", 1, INT64_MAX);
    if (!in.problems().empty()) return console_refusal(in.problems());
    person.branch = branch_with(call, branch);
    person.cashier = cashier_with(call, cashier);
    if (const auto problem = refuse_person(person)) return console_refusal({*problem});
    person.password = call.fresh.hash;
    person.must_change = true;
    person.created = call.moment;
    const auto id = call.context.db.people.add(person);
    if (!id) return console_refusal({Problem{Errc::duplicate, "login", "one that nobody has", {}}});
    person.id = *id;
    log_action(call, "person_added", subject_of(person), std::string(word_of(person.role)));
    return console_answer(200, with_password(person, call.fresh));
}

HttpAnswer block_person(ConsoleCall& call, Reader in) {
    const auto blocked = in.flag("blocked", true);
    auto person = person_in_body(call, in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!person) return no_such_person();
    if (blocked && is_last_owner(call.context.db, *person))
        return console_refusal(409, "last_owner", "Nobody else could sign in as an owner.");
    person->blocked = blocked;
    call.context.db.people.update(*person);
    if (blocked) call.context.db.people.end_sessions_of(person->id);
    log_action(call, blocked ? "person_blocked" : "person_unblocked", subject_of(*person));
    return console_answer(200, Json::object({{"blocked", blocked}}));
}

HttpAnswer reset_person(ConsoleCall& call, Reader in) {
    auto person = person_in_body(call, in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!person) return no_such_person();
    person->password = call.fresh.hash;
    person->must_change = true;
    person->totp.reset();
    person->totp_offered.reset();
    call.context.db.people.update(*person);
    call.context.db.people.end_sessions_of(person->id);
    log_action(call, "person_reset", subject_of(*person));
    return console_answer(200, with_password(*person, call.fresh));
}

HttpAnswer sign_person_out(ConsoleCall& call, Reader in) {
    const auto person = person_in_body(call, in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!person) return no_such_person();
    call.context.db.people.end_sessions_of(person->id);
    log_action(call, "person_signed_out", subject_of(*person));
    return console_answer(200, Json::object({{"sessions", 0}}));
}

HttpAnswer list_actions(ConsoleCall& call, Reader in) {
    const auto before = whole_in(in, "before");
    if (!in.problems().empty()) return console_refusal(in.problems());
    Json rows = Json::array();
    for (const auto& action : call.context.db.people.actions(before, actions_on_a_page)) {
        const auto person = action.person ? call.context.db.people.find(*action.person) : std::nullopt;
        rows.push(Json::object({{"id", action.id},
                                {"moment", to_text(action.moment)},
                                {"person", action.person ? Json(*action.person) : Json()},
                                {"name", person ? Json(person->name) : Json()},
                                {"action", action.action},
                                {"subject", action.subject},
                                {"detail", action.detail}}));
    }
    return console_answer(200, Json::object({{"actions", std::move(rows)}}));
}

}  // namespace tillpoints::cloud
