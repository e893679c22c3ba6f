#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/people/roles.hpp"
#include "cloud/people/sessions.hpp"
#include "protocol/http.hpp"
#include "protocol/reader.hpp"

/// What the console's calls have in common.
namespace tillpoints::cloud {

/// A password that was made up for somebody, with its hash.
struct FreshPassword {
    std::string text;
    std::string hash;
};

/// What the handler of one call works with. Valid while the transaction is open.
struct ConsoleCall {
    RequestContext& context;
    const SignedInPerson& caller;
    Timestamp moment;            ///< real time, whatever time the database has
    const FreshPassword& fresh;  ///< of calls that give one
};

/// `in` is the body of a POST, or the query of a GET as an object of strings.
using ConsoleHandler = HttpAnswer (*)(ConsoleCall& call, Reader in);

HttpAnswer console_answer(int status, const Json& body);
/// `{"error": {"code", "message"}}`.
HttpAnswer console_refusal(int status, std::string_view code, const std::string& message);
/// 404 for what is not found, 409 for what exists already, else 400; `message` has each
/// problem, with its field and reason.
HttpAnswer console_refusal(const Problems& problems);

/// Writes a line of the audit log.
void log_action(ConsoleCall& call, const char* action, std::string subject, std::string detail = {});

Json decimal_of(Points points);
Json decimal_of(Money money);

}  // namespace tillpoints::cloud
