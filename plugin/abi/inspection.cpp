#include "plugin/abi/extensions.hpp"
#include "plugin/abi/guard.hpp"
#include "plugin/abi/installation.hpp"

/// Looks into an installation's database from a second process, while a register may be running.
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

Json parked_json(const std::vector<Fact>& facts) {
    Json array = Json::array();
    for (const auto& fact : facts)
        if (fact.state == FactState::parked && fact.parking)
            array.push(Json::object({{"number", fact.id.text},
                                     {"reason", name_of(fact.parking->reason)},
                                     {"detail", fact.parking->detail},
                                     {"loss", fact.parking->loss.count}}));
    return array;
}

tillpoints_status status(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    return inspect(configuration, report, user, [&](Outbox& outbox) -> Result<void> {
        const auto counts = outbox.counts();
        if (!counts) return counts.error();
        const auto facts = outbox.unsettled(100'000);
        if (!facts) return facts.error();
        Json json = Json::object({{"version", TILLPOINTS_VERSION},
                                  {"queue", counts_json(*counts)},
                                  {"parked", parked_json(*facts)}});
        tell(report, user, json);
        return {};
    });
}

tillpoints_status receipt(tillpoints_text configuration, tillpoints_text receipt_id,
                          tillpoints_report_fn report, void* user) {
    if (!readable(receipt_id)) return TILLPOINTS_MISUSE;
    return inspect(configuration, report, user, [&](Outbox& outbox) -> Result<void> {
        const ReceiptId id{std::string(view(receipt_id))};
        const auto facts = outbox.facts_of(id);
        if (!facts) return facts.error();
        const auto entries = outbox.journal_of(id);
        if (!entries) return entries.error();
        Json fact_array = Json::array();
        for (const auto& fact : *facts) fact_array.push(fact_json(fact));
        Json journal = Json::array();
        for (const auto& entry : *entries) journal.push(journal_json(entry));
        tell(report, user,
             Json::object({{"receipt_id", id.text},
                           {"facts", std::move(fact_array)},
                           {"journal", std::move(journal)}}));
        return {};
    });
}

tillpoints_status export_facts(tillpoints_text configuration, tillpoints_report_fn report, void* user) {
    return inspect(configuration, report, user, [&](Outbox& outbox) {
        return outbox.each_fact([&](const Fact& fact) { tell(report, user, fact_json(fact)); });
    });
}

}  // namespace

const tillpoints_ext_inspection inspection_extension = {sizeof(tillpoints_ext_inspection), status, receipt,
                                                        export_facts};

}  // namespace tillpoints::abi
