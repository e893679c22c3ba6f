#include "cloud/backoffice/webhook_calls.hpp"

namespace tillpoints::cloud {

HttpAnswer list_webhooks(RequestContext& context, Reader in) {
    static constexpr std::string_view kinds[] = {"operation", "participant", "goods-order"};
    const auto text = in.maybe_text("after", 32);
    const auto after = text ? parse_decimal(*text, 0, Rounding::exact) : std::optional<std::int64_t>(0);
    if (!after) in.fail("after", Errc::invalid_value, "the id of a row");
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    Json rows = Json::array();
    for (const auto& row : context.db.webhooks.page(*after, 1000))
        rows.push(Json::object({{"id", row.id},
                                {"created", to_text(row.created)},
                                {"event", kinds[static_cast<std::size_t>(row.kind)]},
                                {"request_id", row.request_id},
                                {"tries", row.tries},
                                {"due", row.due ? Json(to_text(*row.due)) : Json()}}));
    return backoffice_answer(200, Json::object({{"rows", std::move(rows)}}));
}

}  // namespace tillpoints::cloud
