#include "cloud/backoffice/backoffice_call.hpp"

namespace tillpoints::cloud {

HttpAnswer backoffice_answer(int status, const Json& body) {
    return {status, {{"Content-Type", "application/json"}}, dump(body) + "\n"};
}

HttpAnswer backoffice_refusal(int status, const Problems& problems) {
    Json list = Json::array();
    for (const auto& problem : problems) list.push(problem.sentence());
    return backoffice_answer(status, Json::object({{"problems", std::move(list)}}));
}

HttpAnswer backoffice_refusal(const Problem& problem) {
    const bool conflict = problem.code == Errc::duplicate || problem.code == Errc::out_of_range;
    const int status = problem.code == Errc::not_found ? 404 : conflict ? 409 : 400;
    return backoffice_refusal(status, Problems{problem});
}

Json decimal(Points points) {
    return Json::Number{to_text(points)};
}
Json decimal(Money money) {
    return Json::Number{format_decimal(money.count, 2)};
}

std::optional<Phone> phone_in(Reader& in) {
    const auto text = in.maybe_text("phone", 64);
    auto phone = text ? Phone::parse(*text) : std::nullopt;
    if (text && !phone) in.fail("phone", Errc::invalid_value, "a phone number");
    return phone;
}

std::optional<CustomerRecord> customer_in(RequestContext& context, Reader& in) {
    const auto uid = in.maybe_text("uid");
    const auto phone = phone_in(in);
    if (uid.has_value() == in.has("phone")) in.fail("uid", Errc::invalid_value, "either a uid or a phone");
    if (!in.problems().empty()) return {};
    return uid ? context.db.customers.find_by_uid(CustomerUid(*uid))
               : context.db.customers.find_by_phone(*phone);
}

std::optional<loyalty::Named> cashier_in(RequestContext& context, Reader& in) {
    auto cashier = in.maybe_object("cashier");
    if (!cashier) return {};
    loyalty::Cashier named{cashier->text("external_id", 64), cashier->maybe_text("name")};
    if (!in.problems().empty()) return {};
    return context.db.staff.find_or_add_cashier(named);
}

}  // namespace tillpoints::cloud
