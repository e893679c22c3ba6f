#include "cloud/backoffice/backoffice.hpp"

#include "cloud/backoffice/ledger_view.hpp"
#include "cloud/backoffice/order_wish.hpp"
#include "cloud/service/certificates.hpp"
#include "cloud/service/credential.hpp"
#include "cloud/service/customers.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::cloud {
namespace {

HttpAnswer answer(int status, const Json& body) {
    return {status, {{"Content-Type", "application/json"}}, dump(body) + "\n"};
}

HttpAnswer failed(int status, const Problems& problems) {
    Json list = Json::array();
    for (const auto& problem : problems) list.push(problem.sentence());
    return answer(status, Json::object({{"problems", std::move(list)}}));
}

HttpAnswer failed(int status, const Problem& problem) {
    return failed(status, Problems{problem});
}

std::optional<Phone> phone_in(Reader& in) {
    const auto text = in.maybe_text("phone", 64);
    const auto phone = text ? Phone::parse(*text) : std::nullopt;
    if (text && !phone) in.fail("phone", Errc::invalid_value, "a phone number");
    return phone;
}

HttpAnswer add_customer(Desk& desk, Reader in) {
    Newcomer newcomer{in.text("name"), phone_in(in), in.maybe_text("birth_date", 32), {}};
    if (auto inviter = in.maybe_text("inviter")) newcomer.inviter = CustomerUid(std::move(*inviter));
    if (!in.problems().empty()) return failed(400, in.problems());
    const auto record = register_customer(desk, newcomer);
    if (!record) return failed(record.error().code == Errc::not_found ? 404 : 409, record.error());
    return answer(200, Json::object({{"uid", record->uid->text},
                                     {"participant", record->id.value},
                                     {"phone", record->phone ? Json(record->phone->e164()) : Json()},
                                     {"code", issue_code(desk, record->id).code}}));
}

HttpAnswer add_code(Desk& desk, Reader in) {
    const auto uid = in.maybe_text("uid");
    const auto phone = phone_in(in);
    if (uid.has_value() == phone.has_value()) in.fail("uid", Errc::invalid_value, "either a uid or a phone");
    if (!in.problems().empty()) return failed(400, in.problems());
    const auto customer =
        uid ? desk.books.customer_by_uid(CustomerUid(*uid)) : desk.books.customer_by_phone(*phone);
    if (!customer || !customer->uid)
        return failed(404, Problem{Errc::not_found, "customer", "a registered one", {}});
    const auto code = issue_code(desk, customer->id);
    return answer(200, Json::object({{"code", code.code}, {"expires", to_text(code.expires)}}));
}

HttpAnswer collect(Desk& desk, Reader in) {
    const auto customer = desk.books.customer_by_uid(CustomerUid(in.text("uid")));
    const auto code = in.text("code");
    if (!in.problems().empty()) return failed(400, in.problems());
    if (!customer) return failed(404, Problem{Errc::not_found, "uid", "a registered customer", {}});
    const auto points = collect_voucher(desk, code, customer->id);
    if (!points) return failed(404, points.error());
    return answer(200, Json::object({{"points", Json::Number{to_text(*points)}}}));
}

HttpAnswer add_certificate(Desk& desk, Reader in) {
    const auto customer = desk.books.customer_by_uid(CustomerUid(in.text("uid")));
    const auto points = in.maybe_points("points");
    const auto days = in.maybe_integer("days", 1, 3650);
    if (points.has_value() != days.has_value())
        in.fail("days", Errc::missing_field, "points and days, or neither");
    if (!in.problems().empty()) return failed(400, in.problems());
    if (!customer) return failed(404, Problem{Errc::not_found, "uid", "a registered customer", {}});
    const auto record = points ? issue_certificate(desk, customer->id, *points, std::chrono::days(*days))
                               : issue_birthday_certificate(desk, *customer);
    if (!record) return failed(409, record.error());
    return answer(200, Json::object({{"code", record->code},
                                     {"points", Json::Number{to_text(record->nominal)}},
                                     {"from", to_text(record->valid_from)},
                                     {"to", to_text(record->valid_to)}}));
}

HttpAnswer add_tag(Desk& desk, Reader in) {
    const auto name = in.text("name", 64);
    if (!in.problems().empty()) return failed(400, in.problems());
    const auto tag = desk.books.tag(name);
    return answer(200, Json::object({{"id", tag.id}, {"name", tag.name}}));
}

HttpAnswer add_order(Desk& desk, Reader in) {
    const auto customer = desk.books.customer_by_uid(CustomerUid(in.text("uid")));
    const auto wish = read_order_wish(in);
    if (!in.problems().empty()) return failed(400, in.problems());
    if (!customer) return failed(404, Problem{Errc::not_found, "uid", "a registered customer", {}});
    const auto made = make_order(desk, *customer, wish);
    if (const auto* problems = std::get_if<Problems>(&made)) return failed(409, *problems);
    return answer(200, loyalty::to_json(std::get<loyalty::GoodsOrder>(made)));
}

HttpAnswer answer_order(Desk& desk, Reader in) {
    static constexpr OrderAction actions[] = {OrderAction::agree, OrderAction::decline, OrderAction::pay};
    const auto id = in.integer("order", 1, INT64_MAX);
    const auto action = actions[in.one_of("action", {"agree", "decline", "pay"})];
    if (!in.problems().empty()) return failed(400, in.problems());
    const auto order = cloud::answer_order(desk, id, action);
    if (!order) return failed(order.error().code == Errc::not_found ? 404 : 409, order.error());
    return answer(200, loyalty::to_json(*order));
}

HttpAnswer turn_switches(Switches& switches, const Json& body) {
    if (!body.members())
        return failed(400, Problem{Errc::wrong_type, "", "an object", std::string(body.type_name())});
    Switches turned = switches;
    Problems problems;
    for (const auto& [name, value] : *body.members()) {
        const auto* text = value.string()   ? value.string()
                           : value.number() ? &value.number()->digits
                                            : nullptr;
        const auto problem =
            text ? turn(turned, name, *text) : Problem{Errc::wrong_type, name, "a string or a number", {}};
        if (problem) problems.push_back(*problem);
    }
    if (!problems.empty()) return failed(400, problems);
    switches = turned;
    return answer(200, to_json(switches));
}

}  // namespace

BackOffice::BackOffice(Service& service, const std::string& token)
    : service_(service), credential_("Bearer " + token) {}

HttpAnswer BackOffice::post(const std::string& path, const Json& body) {
    if (path == "/switches") return turn_switches(service_.switches(), body);
    HttpAnswer out = failed(404, Problem{Errc::not_found, path, "a path of the back office", {}});
    const auto run = [&](HttpAnswer (*action)(Desk&, Reader)) {
        Problems problems;
        service_.transact([&](Desk& desk) { out = action(desk, Reader(body, "", problems)); });
    };
    if (path == "/customers") run(add_customer);
    if (path == "/codes") run(add_code);
    if (path == "/vouchers") run(collect);
    if (path == "/certificates") run(add_certificate);
    if (path == "/tags") run(add_tag);
    if (path == "/orders") run(add_order);
    if (path == "/orders/answer") run(answer_order);
    return out;
}

HttpAnswer BackOffice::route(const HttpRequest& request) {
    if (request.method == "POST") {
        const auto body = parse_json(request.body, {1u << 20, 16, false});
        return body ? post(request.target, *body) : failed(400, body.error());
    }
    if (request.method == "GET" && request.target == "/switches")
        return answer(200, to_json(service_.switches()));
    if (request.method == "GET" && request.target == "/ledger") {
        Json view;
        service_.storage().look([&](Books& books) { view = ledger_view(books); });
        return answer(200, view);
    }
    return failed(
        404,
        Problem{Errc::not_found, request.method + " " + request.target, "a path of the back office", {}});
}

Reply BackOffice::serve(const HttpRequest& request) {
    Reply reply;
    if (request.method == "GET" && request.target == "/health") {
        Json counts = Json::object({});
        for (const auto& [name, count] : service_.requests()) counts.set(name, count);
        reply.answer = answer(200, Json::object({{"status", "ok"}, {"requests", std::move(counts)}}));
    } else if (!same_secret(credential_, header_of(request.headers, "Authorization"))) {
        reply.answer = failed(
            401, Problem{Errc::unauthorized, "Authorization", "Bearer and the back office's token", {}});
    } else {
        try {
            reply.answer = route(request);
        } catch (const std::exception& error) {
            reply.answer = failed(500, Problem{Errc::server_failed, "", "", error.what()});
        }
    }
    return reply;
}

}  // namespace tillpoints::cloud
