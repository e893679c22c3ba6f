#include "adapters/cli/advice.hpp"

#include <array>
#include <utility>

#include "adapters/cli/messages.hpp"

namespace tillpoints::cli {
namespace {

constexpr std::array<std::pair<std::string_view, Text>, 11> advice{{
    {"unreachable", Text::advice_unreachable},
    {"timed_out", Text::advice_timed_out},
    {"connection_lost", Text::advice_connection_lost},
    {"certificate_rejected", Text::advice_certificate_rejected},
    {"not_the_cloud", Text::advice_not_the_cloud},
    {"unauthorized", Text::advice_unauthorized},
    {"forbidden", Text::advice_forbidden},
    {"company_inactive", Text::advice_company_inactive},
    {"too_many_requests", Text::advice_too_many_requests},
    {"server_failed", Text::advice_server_failed},
    {"does_not_add_up", Text::advice_does_not_add_up},
}};

}  // namespace

std::string advice_on(std::string_view reason) {
    for (const auto& [known, text] : advice)
        if (known == reason) return say(text);
    return {};
}

}  // namespace tillpoints::cli
