#include "cloud/console/console_call.hpp"

#include "cloud/api/participant_ids.hpp"
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

namespace {

struct RefusedAs {
    int status;
    std::string_view code;
};

RefusedAs refused_as(Errc code) {
    if (code == Errc::not_found) return {404, "not_found"};
    if (code == Errc::duplicate) return {409, "exists_already"};
    return {400, "wrong_value"};
}

}  // namespace

HttpAnswer console_refusal(const Problems& problems) {
    std::string all;
    Json fields = Json::array();
    for (const auto& problem : problems) {
        all += (all.empty() ? "" : "; ") + problem.sentence();
        fields.push(Json::object(
            {{"field", problem.where}, {"code", name_of(problem.code)}, {"expected", problem.expected}}));
    }
    const auto [status, code] = refused_as(problems.front().code);
    return console_answer(
        status,
        Json::object(
            {{"error", Json::object({{"code", code}, {"message", all}, {"fields", std::move(fields)}})}}));
}

void log_action(Transaction& db, const SignedInPerson& caller, Timestamp moment, const char* action,
                std::string subject, std::string detail) {
    db.people.log({0, moment, caller.person.id, action, std::move(subject), std::move(detail)});
}

void log_action(ConsoleCall& call, const char* action, std::string subject, std::string detail) {
    log_action(call.context.db, call.caller, call.moment, action, std::move(subject), std::move(detail));
}

std::optional<std::int64_t> own_branch(ConsoleCall& call) {
    const auto& person = call.caller.person;
    if (person.role == Role::manager) return person.branch ? person.branch->id : -1;
    if (person.role != Role::employee) return {};
    const auto cashier =
        person.cashier ? call.context.db.staff.find_cashier(person.cashier->id) : std::nullopt;
    return cashier && cashier->branch ? cashier->branch->id : -1;
}

bool sees_branch(ConsoleCall& call, const std::optional<loyalty::Named>& branch) {
    const auto own = own_branch(call);
    return !own || (branch && branch->id == *own);
}

Json operation_json(const OperationRecord& record) {
    return Json::object({{"id", record.id.value},
                         {"created", to_text(record.created)},
                         {"refund_of", record.origin ? Json(record.origin->value) : Json()},
                         {"refunded", record.state == loyalty::OperationState::canceled},
                         {"participant", shown_id(record.customer).value},
                         {"number", record.number ? Json(*record.number) : Json()},
                         {"total", decimal_of(record.total)},
                         {"cash", decimal_of(record.cash)},
                         {"points", decimal_of(record.points)},
                         {"certificate", decimal_of(record.certificate)},
                         {"award", decimal_of(record.award)},
                         {"cashier", named_json(record.cashier)},
                         {"branch", named_json(record.branch)}});
}

Json named_json(const std::optional<loyalty::Named>& named) {
    return named ? Json::object({{"id", named->id}, {"name", named->display_name}}) : Json();
}

std::optional<std::int64_t> whole_in(Reader& in, std::string_view key) {
    const auto text = in.maybe_text(key, 20);
    const auto number = text ? parse_decimal(*text, 0, Rounding::exact) : std::nullopt;
    if (text && (!number || *number < 0)) in.fail(key, Errc::invalid_value, "a whole number from 0");
    return number;
}

Json decimal_of(Points points) {
    return Json::Number{format_decimal(points.count, 2)};
}
Json decimal_of(Money money) {
    return Json::Number{format_decimal(money.count, 2)};
}

}  // namespace tillpoints::cloud
