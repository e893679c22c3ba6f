#include "console_pages.hpp"

#include <catch2/catch.hpp>

#include "cloud/api/participant_ids.hpp"
#include "cloud/console/routes.hpp"
#include "cloud/programme/write_programme.hpp"

namespace tillpoints::cloud::test {
namespace {

bool waits_for_it(const ConsoleRoute& route) {
    if (!route.handler || route.use == Use::read_much || route.use == Use::read_some) return false;
    return route.method == "GET" || route.use == Use::read || route.path == "/customers/show";
}

bool lists_what_stays_small(std::string_view path) {
    for (const auto small : {"/people", "/terminals", "/campaigns", "/draws"})
        if (path == small) return true;
    return path.starts_with("/training");
}

/// What each call is asked with; several times where its statements differ.
std::vector<Json> bodies_of(std::string_view path, const Programme& programme) {
    const Json participant(shown_id({77}).value);
    if (path == "/customers/find")
        return {Json::object({{"text", "N77"}}), Json::object({{"text", "+77010000077"}}),
                Json::object({{"text", "00000000-0000-4000-8000-100000000077"}})};
    if (path == "/customers/show") return {Json::object({{"participant", participant}})};
    if (path == "/customers/operations")
        return {Json::object({{"participant", participant}}),
                Json::object({{"participant", participant}, {"offset", 50}})};
    if (path == "/draws/show") return {Json::object({{"draw", "77"}})};
    if (path == "/ratings")
        return {Json::object({}), Json::object({{"offset", "50"}}), Json::object({{"unanswered", "1"}})};
    if (path == "/actions") return {Json::object({}), Json::object({{"before", "50000"}})};
    if (path == "/goods")
        return {Json::object({}), Json::object({{"node", "77"}}), Json::object({{"text", "ware77"}})};
    if (path == "/programme/check") return {Json::object({{"programme", to_json(programme)}})};
    return {Json::object({})};
}

SignedInPerson somebody(Role role) {
    SignedInPerson caller;
    caller.person.id = 77;
    caller.person.role = role;
    if (role == Role::manager) caller.person.branch = loyalty::Named{1, "Branch"};
    return caller;
}

}  // namespace

void ask_for_console_pages(Service& service) {
    for (const auto role : {Role::owner, Role::manager}) {
        const auto caller = somebody(role);
        for (const auto& route : console_routes()) {
            if (!waits_for_it(route) || lists_what_stays_small(route.path)) continue;
            if ((route.roles & of_role(role)) == 0) continue;
            INFO(route.method << " " << route.path);
            service.transact([&](RequestContext& context) {
                for (const auto& body : bodies_of(route.path, context.programme)) {
                    const FreshPassword none;
                    const ConsoleRules rules;
                    ConsoleCall call{context, caller, context.now, none, rules};
                    Problems problems;
                    const auto answer = route.handler(call, Reader(body, "", problems));
                    INFO(answer.body.substr(0, 300));
                    CHECK(answer.status == 200);
                }
            });
        }
    }
}

}  // namespace tillpoints::cloud::test
