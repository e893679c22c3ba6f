#include "plugin/replay/link_report.hpp"

#include <catch2/catch.hpp>

namespace tillpoints::replay {
namespace {

SendResult refused(int status, Errc code) {
    return loyalty::Answer(loyalty::Refusal{status, code, "", "", {}});
}

struct Case {
    std::string name;
    SendResult result;
    LinkReport report;
    bool answers_the_question = false;
};

const std::vector<Case> cases{
    {"an answer", loyalty::Answer(loyalty::Settings{}), {LinkStatus::open, {}}, true},
    {"401", refused(401, Errc::unauthorized), {LinkStatus::closed, Errc::unauthorized}},
    {"401 with a code of its own", refused(401, Errc::not_found), {LinkStatus::closed, Errc::not_found}},
    {"403 without a code, or with an unknown one",
     refused(403, Errc::forbidden),
     {LinkStatus::closed, Errc::forbidden}},
    {"403, the company is inactive",
     refused(403, Errc::company_inactive),
     {LinkStatus::closed, Errc::company_inactive}},
    {"403 with a code that concerns the customer",
     refused(403, Errc::withdraw_not_permitted),
     {LinkStatus::open, Errc::withdraw_not_permitted},
     true},
    {"403 with a code that concerns the operation",
     refused(403, Errc::discount_limit_exceeded),
     {LinkStatus::open, Errc::discount_limit_exceeded},
     true},
    {"404", refused(404, Errc::not_found), {LinkStatus::open, Errc::not_found}, true},
    {"429", refused(429, Errc::too_many_requests), {LinkStatus::open, Errc::too_many_requests}},
    {"500", refused(500, Errc::server_failed), {LinkStatus::broken, Errc::server_failed}},
    {"503", refused(503, Errc::server_failed), {LinkStatus::broken, Errc::server_failed}},
    {"a stranger's page", Unanswered{Errc::not_the_cloud, false}, {LinkStatus::closed, Errc::not_the_cloud}},
    {"a stranger's certificate",
     Unanswered{Errc::certificate_rejected, true},
     {LinkStatus::closed, Errc::certificate_rejected}},
    {"no answer in time", Unanswered{Errc::timed_out, false}, {LinkStatus::broken, Errc::timed_out}},
    {"nobody there", Unanswered{Errc::unreachable, true}, {LinkStatus::broken, Errc::unreachable}},
};

}  // namespace

TEST_CASE(
    "a refusal of the shop or a stranger closes the link, a failure breaks it, a refusal of one call does "
    "neither") {
    for (const auto& [name, result, report, answers] : cases) {
        INFO(name);
        CHECK(link_report_of(result) == report);
    }
}

TEST_CASE("a question is answered only by what concerns its customer or operation") {
    for (const auto& [name, result, report, answers] : cases) {
        INFO(name);
        const auto answer = answer_to_the_question(result);
        CHECK(answer.has_value() == answers);
        if (!answers) CHECK(answer.error().code == report.reason);
    }
}

}  // namespace tillpoints::replay
