#include "questions.hpp"

#include "cloud/api/participant_ids.hpp"
#include "large_books.hpp"

namespace tillpoints::cloud::test {
namespace {

const std::string calls = "/console/api/";

class Questions {
  public:
    void get(const std::string& who, const std::string& path, const std::string& note = {}) {
        all.push_back({who, "GET", path, {}, note});
    }
    void console(const std::string& path, const std::string& who = "owner") { get(who, calls + path); }
    void tell(const std::string& path, const std::string& body, const std::string& note = {},
              const std::string& who = "owner") {
        all.push_back({who, "POST", calls + path, body, note});
    }

    std::vector<PageQuestion> all;
};

std::string participant(std::int64_t customer) {
    return R"({"participant":)" + std::to_string(shown_id({customer}).value);
}

void ask_for_customers(Questions& ask) {
    const auto find = [&](const std::string& text, const std::string& note,
                          const std::string& who = "owner") {
        ask.tell("customers/find", R"({"text":")" + text + "\"}", note, who);
    };
    find("Анна", "a name that 50 000 have");
    find("анна ким", "first and last name");
    find("Анна Ким 1", "beginning of a whole name");
    find("Ан", "two letters");
    find("Щукина", "nobody");
    find(phone_in_books(777), "phone");
    find(std::to_string(shown_id({777}).value), "number");
    find("00000000-0000-4000-8000-100000000777", "uid");
    for (const auto* who : {"owner", "manager", "marketer"}) {
        ask.tell("customers/show", participant(1) + "}", "10 000 purchases", who);
        ask.tell("customers/operations", participant(1) + "}", "10 000 purchases", who);
    }
    ask.tell("customers/show", participant(500'000) + "}", "few purchases");
    ask.tell("customers/operations", participant(1) + R"(,"offset":5000})", "in the middle of 10 000");
    ask.tell("customers/export", participant(1) + "}", "10 000 purchases");
    ask.tell("customers/file",
             R"({"title":"Customers","columns":[{"name":"Name","at":"name","kind":"text"},{"name":)"
             R"("Points","at":"points","kind":"amount"}],"format":"csv","comma":false})");
    ask.tell("contacts/check", R"({"rows":[{"line":2,"phone":"+77010000001","name":"Anna"}]})");
}

void ask_for_campaigns(Questions& ask) {
    for (const auto& [segment, note] : std::vector<std::pair<std::string, std::string>>{
             {"{}", "everybody"},
             {R"({"tier":"Gold"})", "tier"},
             {R"({"tag":"vip"})", "tag"},
             {R"({"branch":3})", "branch"},
             {R"({"silent_days":90,"bought":true})", "silent"},
             {R"({"birthday_days":90,"source":"vk"})", "birthday and source"}}) {
        ask.tell("segments/count", R"({"segment":)" + segment + "}", note, "marketer");
        ask.tell("segments/count", R"({"after":900000,"segment":)" + segment + "}",
                 note + ", far in the list");
    }
    ask.tell("draws/count", R"({"segment":{}})", "everybody");
    for (const auto* who : {"owner", "marketer"})
        for (const auto* path : {"segments/branches", "campaigns", "campaigns/show?campaign=1",
                                 "campaigns/show?campaign=2", "draws", "draws/show?draw=1", "sources"})
            ask.console(path, who);
    ask.console("draws/file?draw=1&kind=csv");
    ask.console("draws/file?draw=1&kind=json");
}

void ask_for_reports(Questions& ask, const std::string& month) {
    for (const auto* who : {"owner", "accountant", "marketer"}) ask.console("report?month=" + month, who);
    ask.console("report");
    ask.console("report?month=" + month + "&branch=3");
    ask.console("report/operations?line=with_card&month=" + month);
    ask.console("report/operations?line=with_card");
    for (const auto* who : {"owner", "manager", "accountant", "employee"})
        ask.console("staff?month=" + month, who);
    ask.console("staff");
    for (const auto* who : {"owner", "manager", "marketer"}) ask.console("ratings", who);
    ask.console("ratings?offset=5000");
    for (const auto* who : {"owner", "manager"}) ask.console("ratings?unanswered=1", who);
    for (const auto* who : {"owner", "accountant"}) ask.console("accounting?month=" + month, who);
    ask.console("accounting");
    for (const auto* kind : {"operations", "liabilities", "staff", "commerceml"})
        ask.console("accounting/file?month=" + month + "&kind=" + kind, "accountant");
}

void ask_for_the_shop(Questions& ask, const std::string& programme) {
    for (const auto* path :
         {"session", "people", "actions", "actions?before=50000", "training", "training/instructions",
          "training/results", "points", "company", "goods", "goods?node=3", "goods?text=ware+39", "programme",
          "programme/versions", "terminals", "orders"})
        ask.console(path);
    for (const auto* path :
         {"ratings", "training", "company", "goods", "points", "terminals", "orders", "programme"})
        ask.console(path, "manager");
    for (const auto* path : {"session", "training", "orders"}) ask.console(path, "employee");
    ask.tell("programme/check", R"({"programme":)" + programme + "}");
    ask.tell("programme/try", R"({"programme":)" + programme + "}", "starts a trial");
}

void ask_for_card(Questions& ask) {
    for (const auto* path :
         {"session", "company", "card", "history", "invitation", "messages", "goods", "orders"})
        ask.get("card", std::string("/card/api/") + path);
}

void ask_for_lists(Questions& ask) {
    for (const auto* path : {"/customers?phone=%2B77010000001", "/cashiers", "/branches", "/ratings",
                             "/sources", "/campaigns", "/webhooks", "/messages", "/messages?after=400000",
                             "/alarms", "/fleet/terminals", "/fleet/rollouts", "/time", "/health"})
        ask.get("office", path);
    for (const auto* path : {"/settings", "/customers", "/customers?offset=10000", "/operations",
                             "/operations?offset=10000", "/tags", "/customers/find?phone=%2B77010000001"})
        ask.get("till", std::string("/partner/v2") + path);
}

}  // namespace

std::vector<PageQuestion> page_questions(const std::string& month, const std::string& programme) {
    Questions ask;
    ask_for_customers(ask);
    ask_for_the_shop(ask, programme);
    ask_for_card(ask);
    ask_for_lists(ask);
    ask_for_campaigns(ask);
    ask_for_reports(ask, month);
    return std::move(ask.all);
}

}  // namespace tillpoints::cloud::test
