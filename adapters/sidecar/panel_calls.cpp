#include "adapters/sidecar/panel_calls.hpp"

#include "adapters/sidecar/answers.hpp"
#include "adapters/sidecar/log_lines.hpp"
#include "adapters/sidecar/report_words.hpp"
#include "adapters/sidecar/waiting_receipts.hpp"

namespace tillpoints::sidecar {
namespace {

std::string as_json(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// What an operator's call answered with 200, or why it could not be carried out.
HttpAnswer answered(const OperatorAnswer& answer, const Json& body) {
    if (answer.status == TILLPOINTS_OK) return json_answer(200, as_json(body));
    const auto why = answer.problem().empty() ? std::string("the library gave no reason") : answer.problem();
    return error_answer(
        503, "not_readable",
        "The terminal's records cannot be read now: " + why + ". Try again, and look at the log.");
}

}  // namespace

void PanelCalls::ask(std::function<HttpAnswer()> work, Answer answer) {
    thread_.give([this, work = std::move(work), answer = std::move(answer)]() mutable {
        HttpAnswer result;
        try {
            result = work();
        } catch (const std::exception& failure) {
            result =
                error_answer(503, "not_readable", std::string("This cannot be shown now: ") + failure.what());
        }
        post_([answer = std::move(answer), result = std::move(result)] { answer(result); });
    });
}

void PanelCalls::overview(const Json& plugin, const Json& facts, Answer answer) {
    ask(
        [this, text = plugin.dump(), facts] {
            const auto status = calls_.status(text);
            auto body = facts;
            body["library"] = status.status == TILLPOINTS_OK ? status.first() : Json();
            body["unreadable"] = status.status == TILLPOINTS_OK ? Json() : Json(status.problem());
            return json_answer(200, as_json(body));
        },
        std::move(answer));
}

void PanelCalls::queue(const Json& plugin, words::Language language, Answer answer) {
    ask(
        [this, text = plugin.dump(), language] {
            const auto found = calls_.queue(text);
            return answered(found, with_words({{"entries", found.reports}}, language));
        },
        std::move(answer));
}

void PanelCalls::waiting(const Json& plugin, Answer answer) {
    ask(
        [this, text = plugin.dump()] {
            const auto found = calls_.queue(text);
            return answered(found, {{"receipts", waiting_receipts(found.reports)}});
        },
        std::move(answer));
}

void PanelCalls::entry(const Json& plugin, words::Language language, const std::string& number,
                       Answer answer) {
    ask(
        [this, text = plugin.dump(), language, number] {
            const auto found = calls_.entry(text, number);
            if (found.status == TILLPOINTS_REJECTED)
                return error_answer(404, "unknown_entry", "There is no entry of this number any more.");
            return answered(found, with_words(found.first(), language));
        },
        std::move(answer));
}

void PanelCalls::explain(const Json& plugin, words::Language language, const std::string& receipt,
                         Answer answer) {
    ask(
        [this, text = plugin.dump(), language, receipt] {
            const auto found = calls_.receipt(text, receipt);
            return answered(found, with_words(found.first(), language));
        },
        std::move(answer));
}

void PanelCalls::open_receipts(const Json& plugin, words::Language language, Answer answer) {
    ask(
        [this, text = plugin.dump(), language] {
            const auto found = calls_.open_receipts(text);
            return answered(found, with_words({{"receipts", found.reports}}, language));
        },
        std::move(answer));
}

void PanelCalls::command(const Json& plugin, words::Language language, const Json& command, Answer answer) {
    ask(
        [this, text = plugin.dump(), language, command] {
            const auto found = calls_.command(text, command);
            const auto report = with_words(found.first(), language);
            if (report.is_object() && report.contains("outcome")) return json_answer(200, as_json(report));
            if (found.status == TILLPOINTS_REJECTED)
                return error_answer(422, "wrong_command", "The command is not possible: " + found.problem());
            return answered(found, report);
        },
        std::move(answer));
}

void PanelCalls::log(const Json& plugin, const std::string& search, Answer answer) {
    ask(
        [file = plugin.at("data_directory").get<std::string>() + "/tillpoints.log", search] {
            return json_answer(200, as_json({{"lines", latest_lines(file, search)}}));
        },
        std::move(answer));
}

}  // namespace tillpoints::sidecar
