#include "adapters/fleet/heartbeat.hpp"

#include <nlohmann/json.hpp>

#include "adapters/doctor/judge.hpp"

namespace tillpoints::fleet {
namespace {

using Json = nlohmann::json;

Json maybe(const std::optional<std::int64_t>& value) {
    return value ? Json(*value) : Json();
}

std::optional<std::int64_t> ahead_of(const doctor::Network& network) {
    if (!network.cloud_time) return {};
    return network.local_time - *network.cloud_time;
}

}  // namespace

std::string heartbeat_of(const doctor::Facts& facts, const std::vector<doctor::Finding>& findings,
                         const std::string& link, const ReleaseState& state) {
    const auto* first = doctor::first_cause(findings);
    const auto& queue = facts.queue;
    return Json({{"versions",
                  {{"tool", facts.machine.tool_version}, {"library", facts.machine.library_version}}},
                 {"release",
                  {{"applied", state.applied}, {"refused", state.refused}, {"reason", state.reason}}},
                 {"queue",
                  {{"pending", queue.pending},
                   {"settling", queue.settling},
                   {"parked", queue.parked},
                   {"loss", queue.loss},
                   {"oldest_s", maybe(queue.oldest_age_s)}}},
                 {"clock", {{"ahead_s", maybe(ahead_of(facts.network))}}},
                 {"disk", {{"free_bytes", facts.disk.known ? Json(facts.disk.free_bytes) : Json()}}},
                 {"link", link},
                 {"doctor",
                  {{"worst", doctor::name_of(doctor::worst(findings))},
                   {"first", first ? doctor::name_of(first->code) : ""}}}})
        .dump();
}

}  // namespace tillpoints::fleet
