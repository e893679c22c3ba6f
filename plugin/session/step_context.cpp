#include "plugin/session/step_context.hpp"

#include <algorithm>
#include <stdexcept>

#include "plugin/session/step.hpp"

namespace tillpoints::session {
namespace {

void add_customer(const Customer& customer, std::vector<std::string>& identities) {
    identities.push_back(customer.value);
    if (customer.uid) identities.push_back(customer.uid->text);
}

/// A phone number counts in the form in which it is kept.
std::string presented_value(const till::CustomerPresented& event) {
    const auto phone = event.by == till::PresentedBy::phone ? Phone::parse(event.value) : std::nullopt;
    return phone ? phone->e164() : event.value;
}

/// The identities of this step. One may stand there twice.
std::vector<std::string> identities_in(const Session& session, const Input& input) {
    std::vector<std::string> identities;
    if (session.customer) add_customer(*session.customer, identities);
    if (session.presenting) add_customer(*session.presenting, identities);
    if (const auto* event = std::get_if<till::Event>(&input)) {
        if (const auto* presented = std::get_if<till::CustomerPresented>(event))
            identities.push_back(presented_value(*presented));
        return identities;
    }
    const auto* answered = std::get_if<Answered>(&input);
    const auto* found =
        answered && answered->answer ? std::get_if<loyalty::Found>(&*answered->answer) : nullptr;
    if (!found) return identities;
    if (found->user.uid) identities.push_back(found->user.uid->text);
    const auto phone = found->user.phone ? Phone::from_e164(*found->user.phone) : std::nullopt;
    if (phone) identities.push_back(phone->e164());
    return identities;
}

}  // namespace

const std::string& KeyedHashes::operator()(std::string_view identity) const {
    const auto found = hashes_.find(identity);
    if (found == hashes_.end()) throw std::logic_error("an identity was not hashed before the step");
    return found->second;
}

std::vector<std::string> KeyedHashes::all() const {
    std::vector<std::string> out;
    for (const auto& [identity, hash] : hashes_) out.push_back(hash);
    return out;
}

std::int64_t OpenElsewhere::operator()(const std::vector<std::string>& keys) const {
    return std::count_if(customers.begin(), customers.end(), [&](const auto& own) {
        return std::find_first_of(own.begin(), own.end(), keys.begin(), keys.end()) != own.end();
    });
}

KeyedHashes hash_identities(const Session& session, const Input& input, const limits::LimitsState& limits,
                            const std::function<std::string(std::string_view)>& hash) {
    KeyedHashes out;
    for (const auto& identity : identities_in(session, input)) {
        out.add(identity, hash(identity));
        const auto* cached = limits.customers().find(out(identity));
        if (cached && cached->uid) out.add(cached->uid->text, hash(cached->uid->text));
    }
    return out;
}

}  // namespace tillpoints::session
