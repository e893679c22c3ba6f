#include "cloud/people/sign_in.hpp"

#include "cloud/api/digest.hpp"
#include "cloud/people/password.hpp"
#include "cloud/people/sessions.hpp"
#include "cloud/people/sign_in_waits.hpp"
#include "cloud/people/totp.hpp"

namespace tillpoints::cloud {
namespace {

constexpr const char* everybody = "everybody";

/// People now and then type a password where the login belongs; the table does not keep it.
std::string tries_of(const std::string& login) {
    return "login/" + sha256_hex(login);
}

/// What is known when a try begins.
struct Try {
    std::chrono::seconds wait{};
    std::optional<PersonRecord> person;
};

/// Counts the try as a wrong one, unless it has to wait.
Try begin_try(Storage& storage, const std::string& login, Timestamp now) {
    Try begun;
    storage.transact([&](Transaction& db) {
        db.people.forget_tries(now - login_rule.memory);
        begun = {};
        const auto all = db.people.lock_tries(everybody);
        begun.wait = wait_of(all, everybody_rule, now);
        if (begun.wait.count() > 0) return;
        const auto own = db.people.lock_tries(tries_of(login));
        begun.wait = wait_of(own, login_rule, now);
        if (begun.wait.count() > 0) return;
        begun.person = db.people.find_by_login(login);
        db.people.set_tries(tries_of(login), one_more(own, login_rule, now));
        db.people.set_tries(everybody, one_more(all, everybody_rule, now));
    });
    return begun;
}

/// Clears the login's wrong tries. Those of all lose this one only, because whoever knows one password could
/// clear them to guess another.
void forgive(Transaction& db, const std::string& login) {
    auto all = db.people.lock_tries(everybody);
    if (all.count > 0) --all.count;
    db.people.set_tries(everybody, all);
    db.people.lock_tries(tries_of(login));
    db.people.set_tries(tries_of(login), {});
}

void note(Transaction& db, const std::optional<std::int64_t>& person, Timestamp now, const char* action) {
    db.people.log(
        {0, now, person, action, person ? "person/" + std::to_string(*person) : "person/unknown", {}});
}

}  // namespace

SignInResult sign_in(Storage& storage, const Randomness& randomness, const SignIn& given, Timestamp now) {
    const auto begun = begin_try(storage, given.login, now);
    if (begun.wait.count() > 0) return MustWait{begun.wait};
    const bool known = begun.person && !begun.person->blocked;
    const bool password_right =
        password_matches(begun.person ? begun.person->password : hash_of_nobody(), given.password) && known;
    SignInResult result = NotRight{};
    storage.transact([&](Transaction& db) {
        result = NotRight{};
        // Another process may have changed the person meanwhile.
        auto person = begun.person ? db.people.find(begun.person->id) : std::nullopt;
        const bool unchanged = person && person->password == begun.person->password && !person->blocked;
        bool right = password_right && unchanged;
        if (right && person->totp) {
            const auto step = totp_step_of(*person->totp, given.code, now, person->totp_step);
            right = step.has_value();
            if (step) person->totp_step = *step;
        }
        if (!right) {
            note(db, person ? std::optional(person->id) : std::nullopt, now, "sign_in_refused");
            return;
        }
        forgive(db, given.login);
        db.people.update(*person);
        if (!given.earlier.empty()) db.people.end_session(sha256_hex(given.earlier));
        note(db, person->id, now, "signed_in");
        result = SessionBegun{begin_session(db, randomness, person->id, now), person->id};
    });
    return result;
}

SignInResult change_password(Storage& storage, const Randomness& randomness, std::int64_t id,
                             const std::string& old_password, const std::string& new_password,
                             Timestamp now) {
    std::string login;
    storage.read([&](Transaction& db) {
        if (const auto person = db.people.find(id)) login = person->login;
    });
    const auto begun = begin_try(storage, login, now);
    if (begun.wait.count() > 0) return MustWait{begun.wait};
    if (!begun.person || !password_matches(begun.person->password, old_password)) return NotRight{};
    const auto hash = hash_password(new_password, randomness);
    SignInResult result = NotRight{};
    storage.transact([&](Transaction& db) {
        result = NotRight{};
        auto person = db.people.find(id);
        if (!person || person->blocked || person->password != begun.person->password) return;
        forgive(db, login);
        person->password = hash;
        person->must_change = false;
        db.people.update(*person);
        db.people.end_sessions_of(id);
        note(db, id, now, "password_changed");
        result = SessionBegun{begin_session(db, randomness, id, now), id};
    });
    return result;
}

}  // namespace tillpoints::cloud
