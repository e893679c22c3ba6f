#include <algorithm>
#include <cstdio>

#include "cloud/app/commands.hpp"
#include "cloud/app/open_storage.hpp"
#include "cloud/programme/read_programme.hpp"
#include "cloud/report/show.hpp"
#include "http/background_thread.hpp"

namespace tillpoints::cloud {
namespace {

/// A moment, or a day for its first moment.
Timestamp moment(const std::string& text, const std::string& option, Timestamp absent, Problems& problems) {
    if (text.empty()) return absent;
    const auto time = parse_timestamp(text.size() == 10 ? text + "T00:00:00Z" : text);
    if (!time)
        problems.push_back({Errc::invalid_value, option, "a day such as 2026-01-31 or a moment", text});
    return time.value_or(absent);
}

}  // namespace

int report(const Options& options, const ReportCommand& command) {
    Problems problems;
    const auto programme = load_programme(options.programme, problems);
    constexpr Timestamp end_of_time{std::chrono::sys_days(std::chrono::year(9999) / 1 / 1)};
    Period period{moment(command.from, "--from", Timestamp(), problems),
                  moment(command.to, "--to", end_of_time, problems)};
    if (period.to <= period.from)
        problems.push_back({Errc::out_of_range, "--to", "later than --from", command.to});
    if (!problems.empty()) return print_problems(problems);

    become_background_thread();
    ReportRows rows;
    open_storage(options, true)->read_much([&](Transaction& db) {
        if (command.to.empty()) {
            const auto ahead = db.clock.time_ahead().value_or(std::chrono::milliseconds(0));
            period.to = std::max(system_time() + ahead, db.ledger.last_written().value_or(Timestamp()));
            period.to += std::chrono::milliseconds(1);
        }
        rows = db.report.rows(period);
    });
    // The period begins with the first customer.
    if (command.from.empty() && !rows.contacts.empty())
        rows.period.from =
            std::min_element(rows.contacts.begin(), rows.contacts.end(),
                             [](const ContactRow& a, const ContactRow& b) { return a.created < b.created; })
                ->created;
    const auto counted = report_of(rows, {command.top, command.best});
    const ReportHead head{programme->name, programme->currency};
    const auto text =
        options.json ? dump_pretty(report_json(counted, head)) + "\n" : report_text(counted, head);
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), stdout));
    return 0;
}

}  // namespace tillpoints::cloud
