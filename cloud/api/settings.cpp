#include "cloud/programme/settings.hpp"

#include "cloud/api/request_context.hpp"

namespace tillpoints::cloud {

loyalty::Answer handle(RequestContext& context, const loyalty::GetSettings&) {
    return settings_of(context.programme, context.company);
}

}  // namespace tillpoints::cloud
