#include "cloud/people/sessions.hpp"

#include "cloud/api/digest.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int id_bytes = 32;
constexpr std::size_t id_letters = 64;
/// So often a session's row is written while it is used.
constexpr std::chrono::minutes note_every{1};

}  // namespace

std::string begin_session(Transaction& db, const Randomness& randomness, std::int64_t person, Timestamp now) {
    db.people.forget_sessions(now - longest_idle, now - longest_session);
    auto id = random_hex(randomness, id_bytes);
    db.people.begin_session({sha256_hex(id), person, now, now});
    return id;
}

std::optional<SignedInPerson> person_of_session(Transaction& db, const std::string& id, Timestamp now) {
    if (id.size() != id_letters) return {};
    const auto session = db.people.find_session(sha256_hex(id));
    if (!session || now - session->used > longest_idle || now - session->began > longest_session) return {};
    auto person = db.people.find(session->person);
    if (!person || person->blocked) return {};
    return SignedInPerson{std::move(*person), session->digest, now - session->used > note_every};
}

std::string page_token_of(const std::string& id) {
    return sha256_hex("page token of " + id).substr(0, 32);
}

}  // namespace tillpoints::cloud
