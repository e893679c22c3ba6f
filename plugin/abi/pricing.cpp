#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/pricing/request.hpp"

namespace tillpoints::abi {
namespace {

tillpoints_status rejected(tillpoints_report_fn report, void* user, const Problem& problem) {
    tell(report, user,
         Json::object({{"error", problems_json({problem}).find("problems")->items()->front()}}));
    return TILLPOINTS_REJECTED;
}

tillpoints_status allocate(tillpoints_text request, int explain, tillpoints_report_fn report, void* user) {
    return guarded([&] {
        if (!readable(request)) return TILLPOINTS_MISUSE;
        const auto json = parse_json(view(request));
        if (!json) return rejected(report, user, json.error());
        const auto result = pricing::allocate_request(*json, explain != 0);
        if (!result) return rejected(report, user, result.error());
        tell(report, user, *result);
        return TILLPOINTS_OK;
    });
}

}  // namespace

const tillpoints_ext_pricing pricing_extension = {sizeof(tillpoints_ext_pricing), allocate};

}  // namespace tillpoints::abi
