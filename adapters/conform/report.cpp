#include "adapters/conform/report.hpp"

#include <fmt/format.h>

namespace tillpoints::conform {

std::string describe(const Finding& finding) {
    const Rule& broken = rule(finding.rule);
    return fmt::format("  {}: {}\n    rule {}: {}\n    see {}\n", finding.where, finding.what, broken.name,
                       broken.says, broken.place);
}

std::string line_of(const Played& played) {
    const auto* scenario = find_scenario(played.scenario);
    const auto result = !played.cannot.empty()    ? std::string("not played")
                        : played.findings.empty() ? std::string("passed")
                                                  : fmt::format("{} found", played.findings.size());
    return fmt::format("{:<13} {:<11} {}\n", played.scenario, result,
                       played.cannot.empty() ? (scenario ? scenario->says : "") : played.cannot);
}

Json to_json(const Findings& findings) {
    Json out = Json::array();
    for (const auto& finding : findings) {
        const Rule& broken = rule(finding.rule);
        out.push_back({{"rule", broken.name},
                       {"says", broken.says},
                       {"place", broken.place},
                       {"where", finding.where},
                       {"what", finding.what}});
    }
    return out;
}

Json to_json(const std::vector<Played>& played) {
    Json out = Json::array();
    for (const auto& each : played)
        out.push_back({{"scenario", each.scenario},
                       {"recording", each.recording.string()},
                       {"cannot", each.cannot.empty() ? Json() : Json(each.cannot)},
                       {"findings", to_json(each.findings)}});
    return out;
}

}  // namespace tillpoints::conform
