#include "plugin/abi/configuration_problems.hpp"
#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/config/config.hpp"

namespace tillpoints::abi {
namespace {

tillpoints_status check(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    return guarded([&] {
        if (!readable(configuration)) return TILLPOINTS_MISUSE;
        const auto reading = read_config(view(configuration));
        tell(report, user, problems_json(reading.problems, view(configuration)));
        return reading.ok() ? TILLPOINTS_OK : TILLPOINTS_REJECTED;
    });
}

}  // namespace

const tillpoints_ext_configuration configuration_extension = {sizeof(tillpoints_ext_configuration), check};

}  // namespace tillpoints::abi
