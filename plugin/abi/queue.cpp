#include <chrono>
#include <thread>

#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/installation.hpp"
#include "plugin/log/redact.hpp"
#include "plugin/operator/command_execution.hpp"
#include "plugin/outbox/inspection_json.hpp"
#include "plugin/receipts/command_answer.hpp"
#include "plugin/receipts/open_receipts.hpp"
#include "plugin/transport/fresh_uuid.hpp"

/// The queue for a person: what waits and why, and the commands about it, with or without a running register.
namespace tillpoints::abi {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

constexpr std::chrono::milliseconds between_looks{50};
constexpr std::uint32_t longest_wait = 600'000;

Timestamp system_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

tillpoints_status told(tillpoints_report_fn report, void* user, const Problem& problem,
                       tillpoints_status status) {
    tell(report, user, problems_json({problem}));
    return status;
}

/// Reads the configuration and calls `work(Config)`; a wrong configuration is reported.
template <class Work>
tillpoints_status with_config(tillpoints_text configuration, tillpoints_report_fn report, void* user,
                              Work work) {
    return guarded([&] {
        if (!readable(configuration) || !report) return TILLPOINTS_MISUSE;
        auto reading = read_config(view(configuration));
        if (reading.ok()) return work(reading.config);
        tell(report, user, problems_json(reading.problems));
        return TILLPOINTS_REJECTED;
    });
}

tillpoints_status list(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    return with_config(configuration, report, user, [&](const Config& config) {
        const auto outbox = Outbox::open(outbox_options(config, true));
        if (!outbox) return told(report, user, outbox.error(), TILLPOINTS_UNAVAILABLE);
        const auto done = (*outbox)->each_unsettled(
            [&](const OutboxEntry& entry) { tell(report, user, entry_json(entry)); });
        return done ? TILLPOINTS_OK : told(report, user, done.error(), TILLPOINTS_UNAVAILABLE);
    });
}

Result<Json> shown(Outbox& outbox, const OutboxEntry& entry) {
    const auto lines = outbox.journal_of(entry.receipt);
    if (!lines) return lines.error();
    const auto returns = outbox.refunds_of(entry.id);
    if (!returns) return returns.error();
    auto possible = possible_commands(outbox, entry);
    if (!possible) return possible.error();
    Json journal = Json::array();
    for (const auto& line : *lines)
        if (!line.entry || *line.entry == entry.id) journal.push(journal_json(line));
    Json numbers = Json::array();
    for (const auto& refund : *returns)
        numbers.push(Json::object({{"number", refund.id.text}, {"state", name_of(refund.state)}}));
    return Json::object({{"fact", entry_json(entry)},
                         {"after", entry.after ? Json(entry.after->text) : Json()},
                         {"returns", std::move(numbers)},
                         {"commands", std::move(*possible)},
                         {"journal", std::move(journal)}});
}

tillpoints_status list_receipts(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    return with_config(configuration, report, user, [&](const Config& config) {
        const auto outbox = Outbox::open(outbox_options(config, true));
        if (!outbox) return told(report, user, outbox.error(), TILLPOINTS_UNAVAILABLE);
        const auto receipts = open_receipts(**outbox);
        if (!receipts) return told(report, user, receipts.error(), TILLPOINTS_UNAVAILABLE);
        for (const auto& receipt : *receipts) tell(report, user, receipt);
        return TILLPOINTS_OK;
    });
}

tillpoints_status show(tillpoints_text configuration, tillpoints_text number, tillpoints_report_fn report,
                       void* user) {
    if (!readable(number)) return TILLPOINTS_MISUSE;
    return with_config(configuration, report, user, [&](const Config& config) {
        const auto outbox = Outbox::open(outbox_options(config, true));
        if (!outbox) return told(report, user, outbox.error(), TILLPOINTS_UNAVAILABLE);
        const EntryId id{std::string(view(number))};
        const auto entry = (*outbox)->entry(id);
        if (!entry) return told(report, user, entry.error(), TILLPOINTS_UNAVAILABLE);
        if (!*entry)
            return told(
                report, user,
                {Errc::invalid_value, "number", "a fact of this installation", "none with number " + id.text},
                TILLPOINTS_REJECTED);
        const auto json = shown(**outbox, **entry);
        if (!json) return told(report, user, json.error(), TILLPOINTS_UNAVAILABLE);
        tell(report, user, *json);
        return TILLPOINTS_OK;
    });
}

/// The command as it is put in; what a person typed into it keeps no phone number but the one it is about.
Result<replay::Command> command_of(std::string_view text) {
    auto json = parse_json(text);
    if (!json) return json.error();
    if (json->members() && !json->find("id")) json->set("id", fresh_uuid());
    auto command = replay::command_from(*json);
    if (!command) return command;
    command->reason = redacted(command->reason);
    command->by = redacted(command->by);
    return command;
}

/// Where no register runs, this process owns the database for as long as the command takes. False: one runs.
Result<bool> carried_out_here(const Config& config, CommandInbox& inbox) {
    const auto outbox = Outbox::open(outbox_options(config, false));
    if (!outbox && outbox.error().code == Errc::storage_busy) return false;
    if (!outbox) return outbox.error();
    const auto done = execute_all(inbox, **outbox, config, system_now());
    if (!done) return done.error();
    return true;
}

/// Waits for the answer of whoever owns the database; a register that ends meanwhile is stood in for.
Result<std::optional<std::string>> answer_by(const Config& config, CommandInbox& inbox, const std::string& id,
                                             Deadline due) {
    for (;;) {
        auto answer = inbox.answer_to(id);
        if (!answer && answer.error().code != Errc::storage_busy) return answer;
        if (answer && *answer) return answer;
        const auto here = carried_out_here(config, inbox);
        if (!here && here.error().code != Errc::storage_busy) return here.error();
        if (here && *here) continue;
        if (std::chrono::steady_clock::now() >= due) return std::optional<std::string>();
        std::this_thread::sleep_for(between_looks);
    }
}

tillpoints_status report_answer(const Json& answer, tillpoints_report_fn report, void* user) {
    tell(report, user, answer);
    const Json* outcome = answer.find("outcome");
    return outcome && *outcome == Json("done") ? TILLPOINTS_OK : TILLPOINTS_REJECTED;
}

tillpoints_status command(tillpoints_text configuration, tillpoints_text text, std::uint32_t wait_ms,
                          tillpoints_report_fn report, void* user) {
    const Deadline due =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(std::min(wait_ms, longest_wait));
    if (!readable(text)) return TILLPOINTS_MISUSE;
    return with_config(configuration, report, user, [&](const Config& config) {
        const auto wanted = command_of(view(text));
        if (!wanted) return told(report, user, wanted.error(), TILLPOINTS_REJECTED);
        const auto inbox = CommandInbox::open(inbox_options(config, std::chrono::seconds(5)));
        if (!inbox) return told(report, user, inbox.error(), TILLPOINTS_UNAVAILABLE);
        const auto put = (*inbox)->put(wanted->id, dump(replay::to_json(*wanted)), system_now());
        if (!put) return told(report, user, put.error(), TILLPOINTS_UNAVAILABLE);
        const auto answer = answer_by(config, **inbox, wanted->id, due);
        if (!answer) return told(report, user, answer.error(), TILLPOINTS_UNAVAILABLE);
        const auto json = *answer ? parse_json(**answer) : Result<Json>(Json());
        if (json && *answer) return report_answer(*json, report, user);
        tell(report, user, command_head(*wanted, "waiting"));
        return TILLPOINTS_UNAVAILABLE;
    });
}

}  // namespace

const tillpoints_ext_queue queue_extension = {sizeof(tillpoints_ext_queue), list, show, command};
const tillpoints_ext_receipts receipts_extension = {sizeof(tillpoints_ext_receipts), list_receipts};

}  // namespace tillpoints::abi
