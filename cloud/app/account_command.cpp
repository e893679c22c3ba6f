#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "cloud/app/commands.hpp"
#include "cloud/app/open_storage.hpp"
#include "cloud/people/password.hpp"
#include "cloud/people/roles.hpp"

namespace tillpoints::cloud {
namespace {

/// Nothing that is typed is shown while this lives.
class HiddenInput {
  public:
    HiddenInput() : terminal_(::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &shown_) == 0) {
        if (!terminal_) return;
        auto hidden = shown_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~HiddenInput() {
        if (terminal_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_);
    }
    HiddenInput(const HiddenInput&) = delete;
    HiddenInput& operator=(const HiddenInput&) = delete;
    bool terminal() const { return terminal_; }

  private:
    termios shown_{};
    const bool terminal_;
};

std::string read_line_for(const HiddenInput& input, const char* question) {
    if (input.terminal()) std::fputs(question, stderr);
    std::string line;
    std::getline(std::cin, line);
    if (input.terminal()) std::fputs("\n", stderr);
    return line;
}

/// A person at a terminal types it twice.
Result<std::string> read_password(const std::string& login) {
    const HiddenInput input;
    auto password = read_line_for(input, "Password: ");
    if (const auto problem = refuse_password(password, login)) return *problem;
    if (input.terminal() && read_line_for(input, "Again: ") != password)
        return Problem{Errc::invalid_value, "password", "the same twice", {}};
    return password;
}

Problem no_such_login(const std::string& login) {
    return {Errc::not_found, "--login", "somebody of `account list`", login};
}

void note(Transaction& db, const PersonRecord& person, const char* action) {
    db.people.log({0, system_time(), {}, action, "person/" + std::to_string(person.id), "command line"});
}

/// Finds branch and cashier by what the command line names.
std::optional<Problem> place(Transaction& db, const AccountCommand& command, PersonRecord& person) {
    if (!command.branch.empty()) {
        const auto all = db.staff.branches();
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const auto& one) { return one.display_name == command.branch; });
        if (found == all.end())
            return Problem{Errc::not_found, "--branch", "the name of a branch", command.branch};
        person.branch = *found;
    }
    if (!command.cashier.empty()) {
        const auto all = db.staff.cashiers();
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const auto& one) { return one.external_id == command.cashier; });
        if (found == all.end())
            return Problem{Errc::not_found, "--cashier", "the external id of a cashier", command.cashier};
        person.cashier = loyalty::Named{found->id, found->name};
    }
    return refuse_person(person);
}

std::optional<Problem> add_account(Storage& storage, const AccountCommand& command) {
    const auto role = role_of(command.role);
    if (!role)
        return Problem{Errc::invalid_value, "--role", "owner, manager, marketer, accountant or employee",
                       command.role};
    PersonRecord person;
    person.login = command.login;
    person.name = command.name;
    person.role = *role;
    person.created = system_time();
    std::optional<Problem> problem;
    storage.read([&](Transaction& db) { problem = place(db, command, person); });
    if (problem) return problem;
    const auto password = read_password(command.login);
    if (!password) return password.error();
    person.password = hash_password(*password, system_randomness());
    storage.transact([&](Transaction& db) {
        problem.reset();
        const auto id = db.people.add(person);
        if (!id) {
            problem = Problem{Errc::duplicate, "--login", "one that nobody has", command.login};
            return;
        }
        person.id = *id;
        note(db, person, "person_added");
    });
    return problem;
}

std::optional<Problem> reset_account(Storage& storage, const AccountCommand& command) {
    std::optional<PersonRecord> person;
    storage.read([&](Transaction& db) { person = db.people.find_by_login(command.login); });
    if (!person) return no_such_login(command.login);
    const auto password = read_password(command.login);
    if (!password) return password.error();
    const auto hash = hash_password(*password, system_randomness());
    storage.transact([&](Transaction& db) {
        person = db.people.find_by_login(command.login);
        person->password = hash;
        person->must_change = false;
        person->totp.reset();
        person->totp_offered.reset();
        db.people.update(*person);
        db.people.end_sessions_of(person->id);
        note(db, *person, "person_reset");
    });
    return {};
}

std::optional<Problem> block_account(Storage& storage, const AccountCommand& command, bool blocked) {
    std::optional<PersonRecord> person;
    storage.transact([&](Transaction& db) {
        person = db.people.find_by_login(command.login);
        if (!person) return;
        person->blocked = blocked;
        db.people.update(*person);
        if (blocked) db.people.end_sessions_of(person->id);
        note(db, *person, blocked ? "person_blocked" : "person_unblocked");
    });
    return person ? std::nullopt : std::optional(no_such_login(command.login));
}

void list_accounts(Storage& storage, bool json) {
    Json rows = Json::array();
    storage.read([&](Transaction& db) {
        rows = Json::array();
        for (const auto& person : db.people.all())
            rows.push(Json::object({{"login", person.login},
                                    {"name", person.name},
                                    {"role", word_of(person.role)},
                                    {"branch", person.branch ? Json(person.branch->display_name) : Json()},
                                    {"cashier", person.cashier ? Json(person.cashier->display_name) : Json()},
                                    {"second_factor", person.totp.has_value()},
                                    {"sessions", db.people.sessions_of(person.id)},
                                    {"blocked", person.blocked}}));
    });
    if (json) {
        std::printf("%s\n", dump_pretty(rows).c_str());
        return;
    }
    for (const auto& row : *rows.items())
        std::printf("%-20s %-10s %s%s%s\n", row.find("login")->string()->c_str(),
                    row.find("role")->string()->c_str(), row.find("name")->string()->c_str(),
                    *row.find("second_factor")->boolean() ? "" : ", no second factor yet",
                    *row.find("blocked")->boolean() ? ", blocked" : "");
}

}  // namespace

int account(const Options& options, const AccountCommand& command) {
    using Verb = AccountCommand::Verb;
    const auto storage = open_storage(options, command.verb != Verb::add);
    std::optional<Problem> problem;
    switch (command.verb) {
        case Verb::list:
            list_accounts(*storage, options.json);
            break;
        case Verb::add:
            problem = add_account(*storage, command);
            break;
        case Verb::reset:
            problem = reset_account(*storage, command);
            break;
        case Verb::block:
            problem = block_account(*storage, command, true);
            break;
        case Verb::unblock:
            problem = block_account(*storage, command, false);
            break;
    }
    return problem ? print_problems({*problem}) : 0;
}

}  // namespace tillpoints::cloud
