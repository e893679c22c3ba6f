#include "plugin/runtime/command_answer.hpp"

namespace tillpoints {

std::string note_name(const std::string& command_id) {
    return "command/" + command_id;
}

Json command_head(const replay::Command& command, std::string_view outcome) {
    Json json = Json::object({{"id", command.id}, {"action", name_of(command.kind)}, {"outcome", outcome}});
    if (replay::about_receipt(command.kind)) return json.set("receipt_id", command.receipt.text);
    return json.set("number", command.fact.text);
}

Json problem_json(const Problem& problem) {
    return Json::object({{"code", name_of(problem.code)},
                         {"where", problem.where},
                         {"expected", problem.expected},
                         {"found", problem.found},
                         {"message", problem.sentence()}});
}

Json refused_answer(const replay::Command& command, const Problem& problem) {
    return command_head(command, "refused").set("problem", problem_json(problem));
}

Json done_answer(const replay::Command& command, std::string_view state, const std::vector<Fact>& changed,
                 const std::vector<JournalEntry>& journal) {
    Json facts = Json::array();
    for (const auto& fact : changed)
        facts.push(Json::object({{"number", fact.id.text},
                                 {"state", name_of(fact.state)},
                                 {"wanted", fact.wanted == Wanted::keep ? "keep" : "withdraw"},
                                 {"loss", fact.parking ? Json(fact.parking->loss.count) : Json()}}));
    Json entries = Json::array();
    for (const auto& entry : journal) entries.push(entry.what + " " + entry.detail);
    return command_head(command, "done")
        .set("state", state)
        .set("changed", std::move(facts))
        .set("journal", std::move(entries));
}

}  // namespace tillpoints
