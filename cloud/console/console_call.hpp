#pragma once
#include "cloud/api/service.hpp"
#include "cloud/messages/permission.hpp"
#include "cloud/people/roles.hpp"
#include "cloud/people/sessions.hpp"
#include "http/reply.hpp"
#include "protocol/reader.hpp"

/// What the console's calls have in common.
namespace tillpoints::cloud {

/// A password that was made up for somebody, with its hash.
struct FreshPassword {
    std::string text;
    std::string hash;
};

/// What the company's command line says of the console.
struct ConsoleRules {
    Points alone{Points(1000'00)};  ///< who moves more than this by hand in a day needs a second person
    std::string card_url{};         ///< where customers' cards are served; empty: nowhere
    MessagePolicy messages{};       ///< what may be sent to customers, and how
    std::string spool{"/tmp"};      ///< where files are written before they are sent
    std::string pictures{};         ///< the folder of the pictures' files
};

/// What the handler of one call works with. Valid while the transaction is open.
struct ConsoleCall {
    RequestContext& context;
    const SignedInPerson& caller;
    Timestamp moment;            ///< real time, whatever time the database has
    const FreshPassword& fresh;  ///< of calls that give one
    const ConsoleRules& rules;
};

class ProgrammeTrials;

/// What a call works with that takes long: transactions of its own, none of which keeps tills waiting.
struct ConsoleWork {
    Service& service;
    const SignedInPerson& caller;
    Timestamp moment;  ///< real time
    const ConsoleRules& rules;
    const std::string& bytes;  ///< of calls that take a file: the file
    ProgrammeTrials& trials;
};

/// `in` is the body of a POST, or the query of a GET as an object of strings.
using ConsoleHandler = HttpAnswer (*)(ConsoleCall& call, Reader in);
using ConsoleWorker = Reply (*)(ConsoleWork& work, Reader in);

HttpAnswer console_answer(int status, const Json& body);
/// `{"error": {"code", "message"}}`.
HttpAnswer console_refusal(int status, std::string_view code, const std::string& message);
/// 404 for what is not found, 409 for what exists already, else 400; `message` has each
/// problem, with its field and reason, and `fields` has them one by one for the fields of a form.
HttpAnswer console_refusal(const Problems& problems);

/// Writes a line of the audit log.
void log_action(Transaction& db, const SignedInPerson& caller, Timestamp moment, const char* action,
                std::string subject, std::string detail = {});
void log_action(ConsoleCall& call, const char* action, std::string subject, std::string detail = {});

Json decimal_of(Points points);
Json decimal_of(Money money);

/// The branch whose operations this person sees; nothing for one who sees all.
std::optional<std::int64_t> own_branch(ConsoleCall& call);
/// May this person see what belongs to that branch?
bool sees_branch(ConsoleCall& call, const std::optional<loyalty::Named>& branch);

/// A purchase or refund as lists show it; the customer by number only.
Json operation_json(const OperationRecord& record);
Json named_json(const std::optional<loyalty::Named>& named);
/// A whole number of a query, whose values are texts; nothing without it.
std::optional<std::int64_t> whole_in(Reader& in, std::string_view key);

}  // namespace tillpoints::cloud
