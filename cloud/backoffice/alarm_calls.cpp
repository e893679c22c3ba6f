#include "cloud/backoffice/alarm_calls.hpp"

namespace tillpoints::cloud {

HttpAnswer list_alarms(RequestContext& context, Reader) {
    static constexpr std::string_view kinds[] = {"code", "phone", "code_request", "one_time_code", "pin"};
    Json rows = Json::array();
    for (const auto& alarm : context.db.failed_lookups.alarms(max_alarms))
        rows.push(Json::object({{"who", alarm.bucket.who},
                                {"by", kinds[static_cast<std::size_t>(alarm.bucket.kind)]},
                                {"failures", alarm.failures},
                                {"emptied", to_text(alarm.emptied)},
                                {"full_at", to_text(alarm.full_at)}}));
    return backoffice_answer(200, Json::object({{"rows", std::move(rows)}}));
}

}  // namespace tillpoints::cloud
