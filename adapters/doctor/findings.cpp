#include "adapters/doctor/findings.hpp"

#include <algorithm>

#include "adapters/doctor/judge.hpp"

namespace tillpoints::doctor {
namespace {

void judge_library(const Machine& machine, Findings& out) {
    if (!machine.library_error.empty())
        return out.error(Area::library, Code::library_unusable, {machine.library_error});
    if (machine.library_version != machine.tool_version)
        return out.warning(Area::library, Code::versions_differ,
                           {machine.tool_version, machine.library_version});
    out.ok(Area::library, Code::library_loaded, {machine.library_version});
}

void judge_configuration(const Configuration& configuration, Findings& out) {
    if (!configuration.unreadable.empty())
        return out.error(Area::configuration, Code::configuration_unreadable,
                         {configuration.file, configuration.unreadable});
    for (const auto& wrong : configuration.wrong)
        out.error(Area::configuration, Code::configuration_wrong, {wrong.where, wrong.expected, wrong.found});
    if (!configuration.wrong.empty()) return;
    if (!configuration.known) return out.unknown(Area::configuration);
    if (!configuration.enabled) return out.warning(Area::configuration, Code::switched_off, {});
    out.ok(Area::configuration, Code::configuration_right, {configuration.file});
}

void judge_queue(const Queue& queue, Findings& out) {
    constexpr std::int64_t day = 86'400;
    if (!queue.known) return out.unknown(Area::queue);
    const auto waiting = std::to_string(queue.pending + queue.settling);
    if (queue.parked > 0)
        out.warning(Area::queue, Code::queue_parked, {std::to_string(queue.parked), decimal(queue.loss)});
    if (queue.quarantined > 0)
        out.warning(Area::queue, Code::queue_quarantined, {std::to_string(queue.quarantined)});
    if (queue.oldest_age_s.value_or(0) > day)
        return out.warning(Area::queue, Code::queue_old,
                           {waiting, std::to_string(*queue.oldest_age_s / 3600)});
    if (queue.pending + queue.settling == 0) return out.ok(Area::queue, Code::queue_empty, {});
    out.ok(Area::queue, Code::queue_waits, {waiting, std::to_string(queue.oldest_age_s.value_or(0) / 60)});
}

void judge_machine(const Machine& machine, Findings& out) {
    constexpr std::int64_t enough = 256;
    if (machine.descriptors < enough)
        return out.warning(Area::machine, Code::few_descriptors,
                           {std::to_string(machine.descriptors), std::to_string(enough)});
    out.ok(
        Area::machine, Code::machine_right,
        {std::to_string(machine.descriptors), std::to_string(machine.free_memory >> 20), machine.user_name});
}

}  // namespace

std::vector<Finding> findings(const Facts& facts) {
    Findings out;
    judge_library(facts.machine, out);
    judge_configuration(facts.configuration, out);
    if (!facts.configuration.known) {
        // Everything else but a daemon is named by the configuration.
        for (int area = static_cast<int>(Area::files); area < static_cast<int>(Area::machine); ++area)
            if (static_cast<Area>(area) == Area::register_link)
                judge_register(facts, out);
            else
                out.unknown(static_cast<Area>(area));
        judge_machine(facts.machine, out);
        return out.all;
    }
    judge_files(facts, out);
    judge_disk(facts.disk, out);
    judge_database(facts.database, out);
    judge_network(facts, out);
    judge_register(facts, out);
    judge_queue(facts.queue, out);
    judge_machine(facts.machine, out);
    return out.all;
}

const Finding* first_cause(const std::vector<Finding>& all) {
    for (const auto severity : {Severity::error, Severity::warning})
        for (const auto& each : all)
            if (each.severity == severity) return &each;
    return nullptr;
}

Severity worst(const std::vector<Finding>& all) {
    const auto* first = first_cause(all);
    return first ? first->severity : Severity::ok;
}

}  // namespace tillpoints::doctor
