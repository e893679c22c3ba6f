#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/installation.hpp"
#include "plugin/abi/installation_status.hpp"
#include "plugin/outbox/inspection_json.hpp"

/// Reads an installation's database from a second process, while a register may be running.
namespace tillpoints::abi {
namespace {

template <class Look>
tillpoints_status inspect(tillpoints_text configuration, tillpoints_report_fn report, void* user, Look look) {
    return guarded([&] {
        if (!readable(configuration) || !report) return TILLPOINTS_MISUSE;
        const auto reading = read_config(view(configuration));
        if (!reading.ok()) {
            tell(report, user, problems_json(reading.problems));
            return TILLPOINTS_REJECTED;
        }
        const auto outbox = Outbox::open(outbox_options(reading.config, true));
        const auto looked = outbox ? look(**outbox) : Result<void>(outbox.error());
        if (looked) return TILLPOINTS_OK;
        tell(report, user, problems_json({looked.error()}));
        return TILLPOINTS_UNAVAILABLE;
    });
}

Json parked_json(const std::vector<OutboxEntry>& entries) {
    Json array = Json::array();
    for (const auto& entry : entries)
        if (entry.state == EntryState::parked && entry.parking())
            array.push(Json::object({{"number", entry.id.text},
                                     {"reason", name_of(entry.parking()->reason)},
                                     {"detail", entry.parking()->detail},
                                     {"loss", entry.parking()->loss.count}}));
    return array;
}

/// Everything of `more` becomes a member of `json`.
Json& add_members(Json& json, const Json& more) {
    for (const auto& [name, value] : *more.members()) json.set(name, value);
    return json;
}

tillpoints_status status(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    return guarded([&] {
        if (!readable(configuration) || !report) return TILLPOINTS_MISUSE;
        const auto reading = read_config(view(configuration));
        if (reading.ok() && !was_started(reading.config)) {
            Json json = Json::object({{"version", TILLPOINTS_VERSION}, {"started", false}});
            tell(report, user, add_members(json, directory_json(reading.config)));
            return TILLPOINTS_OK;
        }
        return inspect(configuration, report, user, [&](Outbox& outbox) -> Result<void> {
            const auto counts = outbox.counts();
            if (!counts) return counts.error();
            const auto entries = outbox.unsettled(100'000);
            if (!entries) return entries.error();
            Json json = Json::object({{"version", TILLPOINTS_VERSION},
                                      {"started", true},
                                      {"queue", counts_json(*counts)},
                                      {"parked", parked_json(*entries)}});
            add_members(json, link_report_json(outbox));
            tell(report, user, add_members(json, directory_json(reading.config)));
            return {};
        });
    });
}

tillpoints_status receipt(tillpoints_text configuration, tillpoints_text receipt_id,
                          tillpoints_report_fn report, void* user) {
    if (!readable(receipt_id)) return TILLPOINTS_MISUSE;
    return inspect(configuration, report, user, [&](Outbox& outbox) -> Result<void> {
        const ReceiptId id{std::string(view(receipt_id))};
        const auto entries = outbox.entries_of(id);
        if (!entries) return entries.error();
        const auto lines = outbox.journal_of(id);
        if (!lines) return lines.error();
        Json entry_array = Json::array();
        for (const auto& entry : *entries) entry_array.push(entry_json(entry));
        Json journal = Json::array();
        for (const auto& line : *lines) journal.push(journal_json(line));
        tell(report, user,
             Json::object({{"receipt_id", id.text},
                           {"facts", std::move(entry_array)},
                           {"journal", std::move(journal)}}));
        return {};
    });
}

tillpoints_status export_entries(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    return inspect(configuration, report, user, [&](Outbox& outbox) {
        return outbox.each_entry([&](const OutboxEntry& entry) { tell(report, user, entry_json(entry)); });
    });
}

}  // namespace

const tillpoints_ext_inspection inspection_extension = {sizeof(tillpoints_ext_inspection), status, receipt,
                                                        export_entries};

}  // namespace tillpoints::abi
