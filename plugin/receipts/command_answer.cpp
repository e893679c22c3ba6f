#include "plugin/receipts/command_answer.hpp"

namespace tillpoints {

std::string note_name(const std::string& command_id) {
    return "command/" + command_id;
}

Json command_head(const replay::Command& command, std::string_view outcome) {
    Json json = Json::object({{"id", command.id}, {"action", name_of(command.kind)}, {"outcome", outcome}});
    if (command.kind == replay::CommandKind::forget) return json;
    if (replay::about_receipt(command.kind)) return json.set("receipt_id", command.receipt.text);
    return json.set("number", command.entry.text);
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

Json done_answer(const replay::Command& command, std::string_view state,
                 const std::vector<OutboxEntry>& changed, const std::vector<JournalLine>& journal) {
    Json entries = Json::array();
    for (const auto& entry : changed)
        entries.push(Json::object({{"number", entry.id.text},
                                   {"state", name_of(entry.state)},
                                   {"wanted", entry.wanted == Wanted::keep ? "keep" : "withdraw"},
                                   {"loss", entry.parking() ? Json(entry.parking()->loss.count) : Json()}}));
    Json lines = Json::array();
    for (const auto& line : journal) lines.push(line.what + " " + line.detail);
    return command_head(command, "done")
        .set("state", state)
        .set("changed", std::move(entries))
        .set("journal", std::move(lines));
}

}  // namespace tillpoints
