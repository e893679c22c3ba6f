#include "cloud/backoffice/time_and_report_calls.hpp"

#include <algorithm>

#include "cloud/jobs/sweep.hpp"
#include "cloud/report/show.hpp"

namespace tillpoints::cloud {

HttpAnswer show_time(Service& service) {
    service.transact([](RequestContext&) {});
    return backoffice_answer(
        200, Json::object({{"now", to_text(service.now())}, {"virtual", service.time_is_virtual()}}));
}

HttpAnswer advance_time(Service& service, Reader in) {
    const auto days = in.maybe_integer("days", 0, 3650);
    const auto hours = in.maybe_integer("hours", 0, 87'600);
    const auto to = in.maybe_time("to");
    if (to.has_value() == (days || hours)) in.fail("days", Errc::missing_field, "days, hours, both, or to");
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    std::chrono::milliseconds left =
        to ? *to - service.now()
           : std::chrono::days(days.value_or(0)) + std::chrono::hours(hours.value_or(0));
    do {
        const std::chrono::milliseconds step =
            std::min<std::chrono::milliseconds>(left, std::chrono::days(1));
        if (const auto problem = service.advance(step)) return backoffice_refusal(409, Problems{*problem});
        sweep(service);
        left -= step;
    } while (left.count() > 0);
    return show_time(service);
}

HttpAnswer show_report(RequestContext& context, Reader in) {
    Period period{in.maybe_time("from").value_or(Timestamp()),
                  in.maybe_time("to").value_or(context.now + std::chrono::milliseconds(1))};
    if (period.to <= period.from) in.fail("to", Errc::out_of_range, "later than from");
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    const auto report = report_of(context.db.report.rows(period));
    return backoffice_answer(200, report_json(report, {context.programme.name, context.programme.currency}));
}

}  // namespace tillpoints::cloud
