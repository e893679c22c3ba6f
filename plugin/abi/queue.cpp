#include <chrono>

#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/installation.hpp"
#include "plugin/operator/submitted_command.hpp"
#include "plugin/outbox/inspection_json.hpp"
#include "plugin/receipts/command_answer.hpp"
#include "plugin/receipts/open_receipts.hpp"

/// The queue at the border: what waits and why, and the commands about it, with or without a running
/// register.
namespace tillpoints::abi {
namespace {

/// How long the inbox may be kept busy by another process.
constexpr std::chrono::seconds inbox_patience{5};
constexpr std::uint32_t longest_wait = 600'000;

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
        const auto json = entry_details(**outbox, **entry);
        if (!json) return told(report, user, json.error(), TILLPOINTS_UNAVAILABLE);
        tell(report, user, *json);
        return TILLPOINTS_OK;
    });
}

tillpoints_status report_answer(const Json& answer, tillpoints_report_fn report, void* user) {
    tell(report, user, answer);
    const Json* outcome = answer.find("outcome");
    return outcome && *outcome == Json("done") ? TILLPOINTS_OK : TILLPOINTS_REJECTED;
}

tillpoints_status command(tillpoints_text configuration, tillpoints_text text, std::uint32_t wait_ms,
                          tillpoints_report_fn report, void* user) {
    const auto due =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(std::min(wait_ms, longest_wait));
    if (!readable(text)) return TILLPOINTS_MISUSE;
    return with_config(configuration, report, user, [&](const Config& config) {
        const auto wanted = submitted_command_from(view(text));
        if (!wanted) return told(report, user, wanted.error(), TILLPOINTS_REJECTED);
        const CommandFiles files{outbox_options(config, false), inbox_options(config, inbox_patience)};
        const auto answer = submit_command(*wanted, files, config, due);
        if (!answer) return told(report, user, answer.error(), TILLPOINTS_UNAVAILABLE);
        if (*answer) return report_answer(**answer, report, user);
        tell(report, user, command_head(*wanted, "waiting"));
        return TILLPOINTS_UNAVAILABLE;
    });
}

}  // namespace

const tillpoints_ext_queue queue_extension = {sizeof(tillpoints_ext_queue), list, show, command};
const tillpoints_ext_receipts receipts_extension = {sizeof(tillpoints_ext_receipts), list_receipts};

}  // namespace tillpoints::abi
