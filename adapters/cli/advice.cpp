#include "adapters/cli/advice.hpp"

#include <array>
#include <utility>

namespace tillpoints::cli {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> advice{{
    {"unreachable", "check the network, the name and port in cloud.base_url, and the firewall"},
    {"timed_out", "check the network; if other sites answer, the loyalty cloud is slow"},
    {"connection_lost", "check the network; the link is tried again without help"},
    {"certificate_rejected", "check the terminal's date and time first, then cloud.ca_file and cloud.pins"},
    {"not_the_cloud", "another server answers: log in to the Wi-Fi, check the proxy and cloud.base_url"},
    {"unauthorized", "check the API key in cloud.key_file and cloud.company_id"},
    {"forbidden", "ask the loyalty cloud's support why the key is not allowed to do this"},
    {"company_inactive", "ask the loyalty cloud's support why the company is not active"},
    {"too_many_requests", "wait; if it stays, ask the loyalty cloud's support"},
    {"server_failed", "wait; the loyalty cloud has a failure of its own"},
    {"does_not_add_up", "set `currency` to the currency of the loyalty programme"},
}};

}  // namespace

std::string_view advice_on(std::string_view reason) {
    for (const auto& [known, text] : advice)
        if (known == reason) return text;
    return {};
}

}  // namespace tillpoints::cli
