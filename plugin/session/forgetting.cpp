#include "plugin/session/forgetting.hpp"

#include "plugin/session/session.hpp"

namespace tillpoints {

std::vector<NamedCustomer> customers_in(const std::string& state) {
    std::vector<NamedCustomer> out;
    const auto session = session::session_from_text(state);
    if (!session) return out;
    for (const auto* customer : {&session->customer, &session->retracted_for}) {
        if (!*customer) continue;
        NamedCustomer named{{(*customer)->value}, (*customer)->keys};
        if ((*customer)->uid) named.identities.push_back((*customer)->uid->text);
        out.push_back(std::move(named));
    }
    return out;
}

std::optional<std::string> without_customer(const std::string& state) {
    auto session = session::session_from_text(state);
    if (!session || (!session->customer && !session->retracted_for && session->cashier.name.empty()))
        return {};
    session->customer.reset();
    session->retracted_for.reset();
    session->cashier.name.clear();
    return dump(session::to_json(*session));
}

}  // namespace tillpoints
