#include "cloud/backoffice/message_calls.hpp"

#include "cloud/api/participant_ids.hpp"
#include "cloud/messages/templates.hpp"

namespace tillpoints::cloud {
namespace {

Json json(const MessageRecord& row) {
    const bool erased = row.purpose == MessagePurpose::code && row.values.empty();
    return Json::object({{"id", row.id},
                         {"created", to_text(row.created)},
                         {"participant", row.customer ? Json(shown_id(*row.customer).value) : Json()},
                         {"channel", name_of(row.channel)},
                         {"to", row.address},
                         {"purpose", name_of(row.purpose)},
                         {"template", row.template_name},
                         {"language", name_of(row.language)},
                         {"text", erased ? Json() : Json(message_text(row).value_or(""))},
                         {"state", name_of(row.state)},
                         {"changed", to_text(row.changed)},
                         {"tries", row.tries},
                         {"due", row.due ? Json(to_text(*row.due)) : Json()},
                         {"note", row.note}});
}

}  // namespace

HttpAnswer list_messages(RequestContext& context, Reader in) {
    const auto text = in.maybe_text("after", 32);
    const auto after = text ? parse_decimal(*text, 0, Rounding::exact) : std::optional<std::int64_t>(0);
    if (!after) in.fail("after", Errc::invalid_value, "the id of a row");
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    Json rows = Json::array();
    for (const auto& row : context.db.messages.page(*after, 1000)) rows.push(json(row));
    return backoffice_answer(200, Json::object({{"rows", std::move(rows)}}));
}

}  // namespace tillpoints::cloud
