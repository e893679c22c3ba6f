#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/installation.hpp"
#include "plugin/outbox/examination.hpp"
#include "plugin/outbox/schema.hpp"

/// What a diagnosis needs to know from the library and no register does.
namespace tillpoints::abi {
namespace {

template <class Tell>
tillpoints_status diagnose(tillpoints_text configuration, tillpoints_report_fn report, void* user,
                           Tell tell_about) {
    return guarded([&] {
        if (!readable(configuration) || !report) return TILLPOINTS_MISUSE;
        const auto reading = read_config(view(configuration));
        if (!reading.ok()) {
            tell(report, user, problems_json(reading.problems));
            return TILLPOINTS_REJECTED;
        }
        tell(report, user, tell_about(reading.config));
        return TILLPOINTS_OK;
    });
}

tillpoints_status whole_configuration(tillpoints_text configuration, tillpoints_report_fn report,
                                      void* user) {
    return diagnose(configuration, report, user, [](const Config& config) { return to_json(config); });
}

Json examined_problem_json(const Problem& problem) {
    return Json::object({{"code", name_of(problem.code)},
                         {"where", problem.where},
                         {"expected", problem.expected},
                         {"found", problem.found}});
}

tillpoints_status database(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    return diagnose(configuration, report, user, [](const Config& config) {
        const auto found = outbox::examination_of(outbox_options(config, true));
        Json damage = Json::array();
        for (const auto& line : found.damage) damage.push(line);
        return Json::object({{"started", found.started},
                             {"layout", found.layout ? Json(*found.layout) : Json()},
                             {"newest_layout", outbox::schema_version},
                             {"owner", found.owner ? Json(*found.owner) : Json()},
                             {"problem", found.problem ? examined_problem_json(*found.problem) : Json()},
                             {"damage", std::move(damage)}});
    });
}

}  // namespace

const tillpoints_ext_diagnosis diagnosis_extension = {sizeof(tillpoints_ext_diagnosis), whole_configuration,
                                                      database};

}  // namespace tillpoints::abi
