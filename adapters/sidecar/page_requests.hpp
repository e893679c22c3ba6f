#pragma once
#include <optional>
#include <string>

#include "adapters/sidecar/listener.hpp"
#include "adapters/sidecar/receipt_history.hpp"

namespace tillpoints::sidecar {

/// The largest body that a call of a page may have.
inline constexpr std::size_t max_page_request = 8192;

// What the pages' requests say, and what is refused whoever sends them. Pure.

/// The id of the session that the browser shows; empty without one.
std::string session_cookie(const HttpRequest& request);
/// Set-Cookie for this id; an empty one takes the cookie away.
std::string cookie_text(const Listener& listener, const std::string& id);

/// Does a browser open this as a page of its own?
bool is_navigation(const HttpRequest& head);
HttpAnswer wrong_method(std::string_view right);
HttpAnswer not_signed_in();
/// A body that is no JSON, has no length or is too long.
std::optional<HttpAnswer> refusal_of_page_body(const HttpRequest& head);

std::optional<std::string> text_member(const Json& body, const char* name);
/// Nothing where a member is not as described.
std::optional<ReceiptQuery> receipt_query(const Json& body);
/// The library's command, given by this person; nothing where a member is missing.
std::optional<Json> command_of(const Json& body, const std::string& by);

/// Why a cashier may not submit this event from a page: it is none of those that pages send, or names another
/// cashier, or another shift than the cashier's open one.
std::optional<HttpAnswer> refusal_of_page_event(const std::string& event, const std::string& employee,
                                                const std::string& open_shift);
/// The shift that an event closed; nothing if it was not that, or failed.
std::optional<std::string> closed_shift(const std::string& event, const std::string& reply);

/// The parameter `text` as a QR code, or why not.
HttpAnswer qr_answer(const HttpRequest& request);
/// A hash that no PIN has.
const std::string& hash_of_nobody();

}  // namespace tillpoints::sidecar
