#pragma once
#include "adapters/doctor/findings.hpp"

/// The parts of `findings`, each for some areas. Pure.
namespace tillpoints::doctor {

/// Findings as they are added.
struct Findings {
    std::vector<Finding> all;

    void ok(Area area, Code code, std::vector<std::string> values) {
        all.push_back({area, Severity::ok, code, std::move(values)});
    }
    void warning(Area area, Code code, std::vector<std::string> values) {
        all.push_back({area, Severity::warning, code, std::move(values)});
    }
    void error(Area area, Code code, std::vector<std::string> values) {
        all.push_back({area, Severity::error, code, std::move(values)});
    }
    void unknown(Area area) { all.push_back({area, Severity::unknown, Code::not_looked_at, {}}); }
};

void judge_files(const Facts& facts, Findings& out);
void judge_disk(const Disk& disk, Findings& out);
void judge_database(const Database& database, Findings& out);
/// Clock, DNS, TCP, TLS, HTTP, key, company and currency.
void judge_network(const Facts& facts, Findings& out);

/// What connects the register with the library: a program that loads it, or tillpointsd.
void judge_register(const Facts& facts, Findings& out);
void judge_daemon(const Daemon& daemon, Findings& out);

/// Minor units as a decimal.
std::string decimal(std::int64_t minor);
/// "2026-11-29 20:15 UTC"
std::string moment(std::int64_t seconds);

}  // namespace tillpoints::doctor
