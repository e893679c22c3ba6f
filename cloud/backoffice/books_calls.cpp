#include "cloud/backoffice/books_calls.hpp"

#include <algorithm>

#include "cloud/report/show.hpp"
#include "cloud/service/sweep.hpp"

namespace tillpoints::cloud {

HttpAnswer show_time(Service& service) {
    service.transact([](Desk&) {});
    return office_answer(
        200, Json::object({{"now", to_text(service.now())}, {"virtual", service.time_is_virtual()}}));
}

HttpAnswer advance_time(Service& service, Reader in) {
    const auto days = in.maybe_integer("days", 0, 3650);
    const auto hours = in.maybe_integer("hours", 0, 87'600);
    const auto to = in.maybe_time("to");
    if (to.has_value() == (days || hours)) in.fail("days", Errc::missing_field, "days, hours, both, or to");
    if (!in.problems().empty()) return office_refusal(400, in.problems());
    std::chrono::milliseconds left =
        to ? *to - service.now()
           : std::chrono::days(days.value_or(0)) + std::chrono::hours(hours.value_or(0));
    do {
        const std::chrono::milliseconds step =
            std::min<std::chrono::milliseconds>(left, std::chrono::days(1));
        if (const auto problem = service.advance(step)) return office_refusal(409, Problems{*problem});
        sweep(service);
        left -= step;
    } while (left.count() > 0);
    return show_time(service);
}

HttpAnswer show_report(Desk& desk, Reader in) {
    Period period{in.maybe_time("from").value_or(Timestamp()),
                  in.maybe_time("to").value_or(desk.now + std::chrono::milliseconds(1))};
    if (period.to <= period.from) in.fail("to", Errc::out_of_range, "later than from");
    if (!in.problems().empty()) return office_refusal(400, in.problems());
    const auto report = report_of(desk.books.facts(period));
    return office_answer(200, report_json(report, {desk.programme.name, desk.programme.currency}));
}

}  // namespace tillpoints::cloud
