#include "cloud/console/console_call.hpp"

#include "http/page_origin.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {

HttpAnswer console_answer(int status, const Json& body) {
    HttpAnswer answer{status, {{"Content-Type", "application/json"}}, dump(body) + "\n"};
    protect_answer(answer);
    return answer;
}

HttpAnswer console_refusal(int status, std::string_view code, const std::string& message) {
    return console_answer(status,
                          Json::object({{"error", Json::object({{"code", code}, {"message", message}})}}));
}

HttpAnswer console_refusal(const Problems& problems) {
    std::string all;
    for (const auto& problem : problems) all += (all.empty() ? "" : "; ") + problem.sentence();
    const auto code = problems.front().code;
    if (code == Errc::not_found) return console_refusal(404, "not_found", all);
    if (code == Errc::duplicate) return console_refusal(409, "exists_already", all);
    return console_refusal(400, "wrong_value", all);
}

void log_action(ConsoleCall& call, const char* action, std::string subject, std::string detail) {
    call.context.db.people.log(
        {0, call.moment, call.caller.person.id, action, std::move(subject), std::move(detail)});
}

Json decimal_of(Points points) {
    return Json::Number{format_decimal(points.count, 2)};
}
Json decimal_of(Money money) {
    return Json::Number{format_decimal(money.count, 2)};
}

}  // namespace tillpoints::cloud
