#pragma once
#include "protocol/error.hpp"
#include "protocol/http.hpp"
#include "protocol/json.hpp"
#include "protocol/loyalty/messages.hpp"

/// Calls and answers to and from HTTP messages. Pure. Numbers are written with at most two decimals; points
/// are only ever rounded down, everything else half up.
namespace tillpoints::loyalty {

/// The client's side: method, target below the base, body. Headers are the transport's business except
/// Content-Type.
HttpRequest request_of(const Call& call);

/// Which forms of input a server takes. It is not known which of the tolerated ones the live service takes: a
/// phone without '+', a number where a text is due, a cashier without externalId, `partialAmount: 0` and
/// `nodeId: 0` for "none", more than 50 rows of a list (then 50 are given).
enum class InputForms { tolerated, described };

/// The server's side: which call a request is. An unknown path is Errc::not_found, a malformed body
/// Errc::bad_request (or invalid_json), each with the field. Tolerates what live clients send: a trailing
/// slash, `+` or `%2B` in a phone, `{}`, `[]`, null or a numeric string in a refund, an empty participant
/// beside a code.
Result<Call> call_of(const HttpRequest& request, InputForms forms = InputForms::described);

/// How the percent fields of a calculation are written; the protocol leaves open whether 30 % is 30 or 0.3.
enum class PercentForm { of_hundred, of_one };

/// The server's side: status and body of an answer.
HttpAnswer answer_to_http(const Answer& answer, PercentForm form = PercentForm::of_hundred);

/// The client's side: what an HTTP answer to `call` means. A body that is not of the protocol, a redirect or
/// a page of a captive portal is Errc::not_the_cloud; a refusal is an Answer that holds a Refusal.
Result<Answer> answer_of(const Call& call, const HttpAnswer& answer);

/// "insufficientFunds" to Errc::insufficient_funds, with the HTTP status where the name is unknown or absent.
Errc errc_of(int status, std::string_view error_code);
/// The protocol's name and HTTP status for a refusal with this code.
std::string_view error_code_of(Errc code);
int status_of(Errc code);

Json to_json(const Settings&);
Json to_json(const MembershipTier&);
Json to_json(const Named&);
Json to_json(const OperationCustomer&);
Json to_json(const Customer&);
Json to_json(const std::vector<Tag>&);
Json to_json(const PurchaseCalc&, PercentForm form = PercentForm::of_hundred);
Json to_json(const Operation&);

Result<Settings> settings_from(const Json& json);
Result<Operation> operation_from(const Json& json);

}  // namespace tillpoints::loyalty
