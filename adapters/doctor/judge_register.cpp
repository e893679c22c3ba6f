#include <algorithm>

#include "adapters/doctor/judge.hpp"

namespace tillpoints::doctor {
namespace {

constexpr Area register_area = Area::register_link;
constexpr std::int64_t renewal_s = 2'592'000;

std::string moment_or_dash(const std::optional<std::int64_t>& seconds) {
    return seconds ? moment(*seconds) : std::string("-");
}

void judge_host(const Facts& facts, Findings& out) {
    const auto& host = facts.host;
    if (!host.known) return out.unknown(register_area);
    if (!facts.database.started) return out.ok(register_area, Code::register_none_yet, {});
    const auto stored = moment_or_dash(host.last_write);
    const auto receipt = moment_or_dash(host.last_receipt);
    if (facts.database.owner.empty()) return out.ok(register_area, Code::register_stopped, {stored, receipt});
    out.ok(register_area, Code::register_runs,
           {facts.database.owner, moment_or_dash(host.since), stored, receipt});
}

void judge_certificate(const Daemon& daemon, Findings& out) {
    if (!daemon.certificate) return;
    const auto end = daemon.certificate->not_after;
    const std::vector<std::string> values{moment(end), daemon.state_directory + "/tls"};
    if (end <= daemon.now) return out.error(register_area, Code::daemon_certificate_expired, values);
    if (end - daemon.now < renewal_s)
        out.warning(register_area, Code::daemon_certificate_expires_soon, values);
}

/// True if it answered.
bool judge_answer(const Daemon& daemon, Findings& out) {
    const bool active = daemon.unit.empty() || daemon.unit == "active";
    if (daemon.answers)
        out.ok(register_area, Code::daemon_answers, {daemon.place});
    else if (daemon.forbidden)
        out.warning(register_area, Code::daemon_forbidden, {daemon.place});
    else if (!daemon.ran && daemon.unit != "failed")
        out.warning(register_area, Code::daemon_not_started, {});
    else if (!active)
        out.error(register_area, Code::daemon_unit_not_active, {daemon.unit});
    else
        out.error(register_area, Code::daemon_silent, {daemon.place, daemon.silence});
    return daemon.answers;
}

void judge_terminal(const DaemonTerminal& terminal, const Daemon& daemon, Findings& out) {
    if (terminal.runs && !*terminal.runs)
        return out.error(register_area, Code::terminal_down, {terminal.name});
    if (terminal.enrolled) return out.ok(register_area, Code::terminal_enrolled, {terminal.name});
    if (daemon.by_name) return out.ok(register_area, Code::terminal_by_name, {terminal.name});
    out.warning(register_area, Code::terminal_not_enrolled, {terminal.name, daemon.user, daemon.file});
}

}  // namespace

void judge_daemon(const Daemon& daemon, Findings& out) {
    if (!daemon.unreadable.empty())
        return out.error(register_area, Code::daemon_unreadable, {daemon.file, daemon.unreadable});
    if (daemon.program.empty()) return out.error(register_area, Code::daemon_not_installed, {daemon.file});
    if (!daemon.wrong.empty())
        return out.error(register_area, Code::daemon_wrong, {daemon.wrong, daemon.file});
    for (const auto& file : daemon.strangers)
        out.error(register_area, Code::daemon_state_of_another_user,
                  {file.path, file.owner_name, daemon.user, daemon.state_directory});
    judge_certificate(daemon, out);
    judge_answer(daemon, out);
    if (daemon.state_closed)
        return out.warning(register_area, Code::daemon_state_closed, {daemon.state_directory, daemon.user});
    for (const auto& terminal : daemon.terminals) judge_terminal(terminal, daemon, out);
}

void judge_register(const Facts& facts, Findings& out) {
    const auto& served = facts.daemon.data_directories;
    if (facts.daemon.named) judge_daemon(facts.daemon, out);
    // A daemon that serves this data directory is the register; otherwise there is one beside it.
    if (std::find(served.begin(), served.end(), facts.configuration.data_directory) == served.end() &&
        (!facts.daemon.named || facts.database.started))
        judge_host(facts, out);
}

}  // namespace tillpoints::doctor
