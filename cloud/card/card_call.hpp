#pragma once
#include "cloud/card/card_settings.hpp"
#include "cloud/card/membership.hpp"
#include "protocol/http.hpp"
#include "protocol/reader.hpp"

/// What the calls of the card's page have in common.
namespace tillpoints::cloud {

/// One call, while its transaction is open.
struct CardCall {
    RequestContext& context;
    const CardSettings& settings;
    const PhoneCodes& codes;
    const HttpRequest& request;
    std::string address;                     ///< the client's
    std::optional<CardSession> session;      ///< of a confirmed phone
    std::optional<CustomerRecord> customer;  ///< its owner, if registered
};

/// `in` is the body, or the query of a GET as an object of strings.
using CardHandler = HttpAnswer (*)(CardCall& call, Reader in);

HttpAnswer card_answer(const Json& body);
/// `{"error": {"code": ..., "message": ...}}`.
HttpAnswer card_refusal(int status, std::string_view code, const std::string& message);
HttpAnswer wrong_input(const Problems& problems);
HttpAnswer wait_first(std::chrono::seconds wait);

/// The session's cookie; an empty id takes it away.
std::string card_cookie(const CardSettings& settings, const std::string& id);
std::string_view cookie_name(const CardSettings& settings);

// Who is the caller, and what the shop is.
HttpAnswer show_session(CardCall& call, Reader in);
HttpAnswer show_company(CardCall& call, Reader in);
HttpAnswer request_code(CardCall& call, Reader in);
HttpAnswer confirm_phone(CardCall& call, Reader in);
HttpAnswer join_programme(CardCall& call, Reader in);
HttpAnswer sign_out(CardCall& call, Reader in);
HttpAnswer leave_programme(CardCall& call, Reader in);

// What the customer has.
HttpAnswer show_card(CardCall& call, Reader in);
HttpAnswer renew_code(CardCall& call, Reader in);
HttpAnswer show_history(CardCall& call, Reader in);
HttpAnswer show_invitation(CardCall& call, Reader in);
HttpAnswer rate_own_purchase(CardCall& call, Reader in);
HttpAnswer show_messages(CardCall& call, Reader in);
HttpAnswer read_messages(CardCall& call, Reader in);
HttpAnswer change_settings(CardCall& call, Reader in);
HttpAnswer change_pin(CardCall& call, Reader in);

/// The caller's card, as it is shown.
Json own_card(CardCall& call);
/// Whether the caller has a PIN, and whether it is needed to change it.
Json pin_view(CardCall& call);

// The card in a phone's wallet.
HttpAnswer give_apple_pass(CardCall& call, Reader in);
HttpAnswer give_google_link(CardCall& call, Reader in);
/// The kinds of wallets for which the shop has keys: "apple", "google".
Json wallets_view(const CardSettings& settings);

// What the customer's browsers are told.
HttpAnswer subscribe_push(CardCall& call, Reader in);
HttpAnswer unsubscribe_push(CardCall& call, Reader in);
/// The key that a page gives to its browser; null if browsers are told nothing.
Json push_view(const CardSettings& settings);

// Orders to pick up.
HttpAnswer show_goods(CardCall& call, Reader in);
HttpAnswer show_orders(CardCall& call, Reader in);
HttpAnswer order_goods(CardCall& call, Reader in);
HttpAnswer answer_own_order(CardCall& call, Reader in);

}  // namespace tillpoints::cloud
