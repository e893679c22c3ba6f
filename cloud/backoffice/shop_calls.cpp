#include "cloud/backoffice/shop_calls.hpp"

namespace tillpoints::cloud {
namespace {

Json json(const CashierRecord& record) {
    return Json::object({{"id", record.id},
                         {"external_id", record.external_id},
                         {"name", record.name},
                         {"branch", record.branch ? Json(record.branch->display_name) : Json()}});
}

Json json(const loyalty::Named& branch) {
    return Json::object({{"id", branch.id}, {"name", branch.display_name}});
}

}  // namespace

HttpAnswer set_cashier(RequestContext& context, Reader in) {
    const loyalty::Cashier named{in.text("external_id", 64), in.maybe_text("name")};
    const auto branch = in.maybe_text("branch");
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    const auto cashier = context.db.staff.find_or_add_cashier(named);
    if (branch) context.db.staff.set_branch(cashier.id, context.db.staff.find_or_add_branch(*branch).id);
    return backoffice_answer(200, json(context.db.staff.find_cashier(cashier.id).value()));
}

HttpAnswer list_cashiers(RequestContext& context, Reader) {
    Json rows = Json::array();
    for (const auto& record : context.db.staff.cashiers()) rows.push(json(record));
    return backoffice_answer(200, rows);
}

HttpAnswer add_branch(RequestContext& context, Reader in) {
    const auto name = in.text("name");
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    return backoffice_answer(200, json(context.db.staff.find_or_add_branch(name)));
}

HttpAnswer list_branches(RequestContext& context, Reader) {
    Json rows = Json::array();
    for (const auto& branch : context.db.staff.branches()) rows.push(json(branch));
    return backoffice_answer(200, rows);
}

HttpAnswer add_receipt(RequestContext& context, Reader in) {
    ReceiptRecord record;
    record.id = in.text("id", 64);
    record.total = in.major("total");
    record.created = in.maybe_time("created").value_or(context.now);
    record.cashier = cashier_in(context, in);
    if (record.total < Money()) in.fail("total", Errc::out_of_range, "a sum from 0");
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    const bool stored = context.db.backoffice.add_receipt(record);
    return backoffice_answer(200, Json::object({{"id", record.id}, {"new", stored}}));
}

HttpAnswer rate_purchase(RequestContext& context, Reader in) {
    RatingRecord rating;
    rating.operation = {in.integer("operation", 1, INT64_MAX)};
    rating.stars = in.integer("stars", 1, 5);
    rating.comment = in.maybe_text("comment", 4096);
    rating.created = context.now;
    if (rating.comment && rating.comment->empty()) rating.comment.reset();
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    const auto operation = context.db.operations.find(rating.operation);
    if (!operation || operation->origin)
        return backoffice_refusal(Problem{Errc::not_found, "operation", "a purchase's id", {}});
    context.db.ratings.rate(rating);
    return backoffice_answer(200,
                             Json::object({{"operation", rating.operation.value}, {"stars", rating.stars}}));
}

HttpAnswer list_ratings(RequestContext& context, Reader in) {
    const auto max = parse_decimal(in.maybe_text("max").value_or("100"), 0, Rounding::exact).value_or(0);
    if (max < 1 || max > 1000) in.fail("max", Errc::out_of_range, "from 1 to 1000");
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    Json rows = Json::array();
    for (const auto& rating : context.db.ratings.newest(static_cast<int>(max)))
        rows.push(Json::object({{"operation", rating.operation.value},
                                {"created", to_text(rating.created)},
                                {"stars", rating.stars},
                                {"comment", rating.comment ? Json(*rating.comment) : Json()}}));
    return backoffice_answer(200, rows);
}

}  // namespace tillpoints::cloud
