#pragma once
#include <string>
#include <vector>

#include "adapters/doctor/facts.hpp"

namespace tillpoints::doctor {

/// What was looked at, in the order of causes: what stands first explains what follows.
enum class Area {
    library,
    configuration,
    files,
    disk,
    database,
    clock,
    dns,
    tcp,
    tls,
    http,
    key,
    company,
    currency,
    register_link,
    queue,
    machine,
};

enum class Severity {
    ok,
    unknown,  ///< not looked at, because something before it is wrong
    warning,  ///< works, and somebody should look at it
    error,    ///< loyalty does not work, or soon will not
};

/// The names are stable: scripts read them from --json.
enum class Code {
    library_loaded,
    library_unusable,
    versions_differ,
    configuration_right,
    configuration_unreadable,
    configuration_wrong,
    switched_off,
    files_right,
    key_missing,
    key_open_to_others,
    key_of_another_user,
    key_unusable,
    key_of_host,
    authorities_unusable,
    directory_will_be_made,
    directory_cannot_be_made,
    directory_is_a_file,
    directory_read_only,
    directory_open_to_others,
    data_of_another_user,
    data_open_to_others,
    disk_right,
    disk_unknown,
    disk_full,
    disk_low,
    disk_refuses,
    disk_slow,
    database_none_yet,
    database_sound,
    database_in_use,
    database_lost,
    database_newer,
    database_corrupt,
    database_unusable,
    database_migrates,
    clock_right,
    clock_off,
    clock_wrong,
    dns_right,
    dns_failed,
    tcp_right,
    tcp_refused,
    tcp_failed,
    tls_right,
    tls_not_used,
    tls_not_spoken,
    tls_unknown_authority,
    tls_not_yet_valid,
    tls_expired,
    tls_expires_soon,
    tls_wrong_name,
    tls_no_pin,
    tls_failed,
    http_right,
    http_no_answer,
    http_wrong_path,
    http_not_the_cloud,
    http_too_many,
    http_failed,
    key_right,
    key_refused,
    key_forbidden,
    company_right,
    company_inactive,
    currency_right,
    currency_other,
    register_none_yet,
    register_runs,
    register_stopped,
    daemon_unreadable,
    daemon_not_installed,
    daemon_wrong,
    daemon_state_closed,
    daemon_state_of_another_user,
    daemon_certificate_expired,
    daemon_certificate_expires_soon,
    daemon_not_started,
    daemon_unit_not_active,
    daemon_silent,
    daemon_forbidden,
    daemon_answers,
    terminal_enrolled,
    terminal_by_name,
    terminal_not_enrolled,
    terminal_down,
    queue_empty,
    queue_waits,
    queue_old,
    queue_parked,
    queue_quarantined,
    machine_right,
    few_descriptors,
    not_looked_at,
};
inline constexpr int code_count = static_cast<int>(Code::not_looked_at) + 1;

struct Finding {
    Area area = Area::library;
    Severity severity = Severity::ok;
    Code code = Code::library_loaded;
    std::vector<std::string> values;  ///< for the placeholders of its text
};

/// Every area once or more, in the order of causes.
std::vector<Finding> findings(const Facts& facts);

/// The first error, else the first warning; null: all right.
const Finding* first_cause(const std::vector<Finding>& all);

Severity worst(const std::vector<Finding>& all);

std::string name_of(Area area);
std::string name_of(Severity severity);
std::string name_of(Code code);

}  // namespace tillpoints::doctor
