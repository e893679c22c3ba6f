#include <array>
#include <string_view>

#include "adapters/doctor/findings.hpp"

namespace tillpoints::doctor {
namespace {

constexpr std::array<std::string_view, 16> area_names{
    "library", "configuration", "files", "disk",    "database", "clock",    "dns",   "tcp",
    "tls",     "http",          "key",   "company", "currency", "register", "queue", "machine",
};

constexpr std::array<std::string_view, 4> severity_names{
    "ok",
    "unknown",
    "warning",
    "error",
};

constexpr std::array<std::string_view, 93> code_names{
    "library_loaded",
    "library_unusable",
    "versions_differ",
    "configuration_right",
    "configuration_unreadable",
    "configuration_wrong",
    "switched_off",
    "files_right",
    "key_missing",
    "key_open_to_others",
    "key_of_another_user",
    "key_unusable",
    "key_of_host",
    "authorities_unusable",
    "directory_will_be_made",
    "directory_cannot_be_made",
    "directory_is_a_file",
    "directory_read_only",
    "directory_open_to_others",
    "data_of_another_user",
    "data_open_to_others",
    "disk_right",
    "disk_unknown",
    "disk_full",
    "disk_low",
    "disk_refuses",
    "disk_slow",
    "database_none_yet",
    "database_sound",
    "database_in_use",
    "database_lost",
    "database_newer",
    "database_corrupt",
    "database_unusable",
    "database_migrates",
    "clock_right",
    "clock_off",
    "clock_wrong",
    "dns_right",
    "dns_failed",
    "tcp_right",
    "tcp_refused",
    "tcp_failed",
    "tls_right",
    "tls_not_used",
    "tls_not_spoken",
    "tls_unknown_authority",
    "tls_not_yet_valid",
    "tls_expired",
    "tls_expires_soon",
    "tls_wrong_name",
    "tls_no_pin",
    "tls_failed",
    "http_right",
    "http_no_answer",
    "http_wrong_path",
    "http_not_the_cloud",
    "http_too_many",
    "http_failed",
    "key_right",
    "key_refused",
    "key_forbidden",
    "company_right",
    "company_inactive",
    "currency_right",
    "currency_other",
    "register_none_yet",
    "register_runs",
    "register_stopped",
    "daemon_unreadable",
    "daemon_not_installed",
    "daemon_wrong",
    "daemon_state_closed",
    "daemon_state_of_another_user",
    "daemon_certificate_expired",
    "daemon_certificate_expires_soon",
    "daemon_not_started",
    "daemon_unit_not_active",
    "daemon_silent",
    "daemon_forbidden",
    "daemon_answers",
    "terminal_enrolled",
    "terminal_by_name",
    "terminal_not_enrolled",
    "terminal_down",
    "queue_empty",
    "queue_waits",
    "queue_old",
    "queue_parked",
    "queue_quarantined",
    "machine_right",
    "few_descriptors",
    "not_looked_at",
};

static_assert(code_names.size() == code_count);

}  // namespace

std::string name_of(Area area) {
    return std::string(area_names[static_cast<std::size_t>(area)]);
}

std::string name_of(Severity severity) {
    return std::string(severity_names[static_cast<std::size_t>(severity)]);
}

std::string name_of(Code code) {
    return std::string(code_names[static_cast<std::size_t>(code)]);
}

}  // namespace tillpoints::doctor
