#include "cloud/console/routes.hpp"

#include "cloud/console/people_calls.hpp"

namespace tillpoints::cloud {
namespace {

constexpr ConsoleRoute routes[] = {
    {"GET", "/session", nobody, Ready::not_needed, nullptr},
    {"POST", "/sign-in", nobody, Ready::not_needed, nullptr},
    {"POST", "/sign-out", every_role, Ready::not_needed, nullptr},
    {"POST", "/password", every_role, Ready::not_needed, nullptr},
    {"POST", "/second-factor/offer", every_role, Ready::not_needed, offer_second_factor},
    {"POST", "/second-factor/confirm", every_role, Ready::not_needed, confirm_second_factor},

    {"GET", "/people", owners, Ready::needed, list_people},
    {"POST", "/people/add", owners, Ready::needed, add_person, true},
    {"POST", "/people/block", owners, Ready::needed, block_person},
    {"POST", "/people/reset", owners, Ready::needed, reset_person, true},
    {"POST", "/people/sign-out", owners, Ready::needed, sign_person_out},
    {"GET", "/actions", owners, Ready::needed, list_actions},
};

}  // namespace

std::span<const ConsoleRoute> console_routes() {
    return routes;
}

}  // namespace tillpoints::cloud
