#include "cloud/api/digest.hpp"
#include "cloud/console/goods_calls.hpp"
#include "cloud/console/take_prices.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t longest_csv = 1u << 20;
constexpr int listed_at_once = 500;

std::vector<ListedGoods> whole_list(Storage& storage) {
    std::vector<ListedGoods> listed;
    for (std::size_t more = 1; more > 0;) {
        storage.read([&](Transaction& db) {
            const auto page = db.goods.page_after(listed.empty() ? 0 : listed.back().id, listed_at_once);
            for (const auto& record : page) listed.push_back({record.id, record.draft});
            more = page.size();
        });
    }
    return listed;
}

std::string_view word_of(const PriceChange& change) {
    if (!change.draft) return "same";
    return change.id ? "changed" : "added";
}

struct Preview {
    Json lines = Json::array();
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t same = 0;
    std::string digest;  ///< of all that would change
};

/// All that a line would change. The stock is no part of it: orders take from it meanwhile.
Json meaning_of(const PriceChange& change) {
    const auto& draft = *change.draft;
    Json made = Json::array();
    for (const auto& name : change.new_categories) made.push(name);
    Json out = Json::array();
    out.push(change.line->line);
    out.push(change.id.value_or(0));
    out.push(change.before ? Json(to_text(*change.before)) : Json());
    out.push(draft.name);
    out.push(draft.node.value_or(0));
    out.push(std::move(made));
    out.push(draft.external_id.value_or(""));
    out.push(draft.hidden);
    out.push(to_text(draft.data.ware.price));
    out.push(draft.data.description.value_or(""));
    return out;
}

Preview preview_of(const std::vector<PriceChange>& changes) {
    Preview out;
    Json meaning = Json::array();
    for (const auto& change : changes) {
        ++(!change.draft ? out.same : change.id ? out.changed : out.added);
        if (!change.draft) continue;
        meaning.push(meaning_of(change));
        out.lines.push(Json::object({{"line", change.line->line},
                                     {"kind", word_of(change)},
                                     {"name", change.line->name},
                                     {"category", change.line->category.value_or("")},
                                     {"before", change.before ? decimal_of(*change.before) : Json()},
                                     {"price", decimal_of(change.line->price)}}));
    }
    out.digest = sha256_hex(dump(meaning));
    return out;
}

Json faults_json(const std::vector<PriceFault>& faults) {
    Json rows = Json::array();
    for (const auto& fault : faults)
        rows.push(
            Json::object({{"line", fault.line}, {"field", fault.field}, {"code", name_of(fault.code)}}));
    return rows;
}

}  // namespace

Reply import_goods(ConsoleWork& work, Reader in) {
    const auto csv = in.text("csv", longest_csv);
    auto apply = in.maybe_object("apply");
    const auto digest = apply ? apply->text("digest", 64) : std::string();
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto sheet = read_price_csv(csv);
    const auto listed = whole_list(work.service.storage());
    const auto changes = price_changes(sheet.lines, listed, sheet.faults);
    auto preview = preview_of(changes);
    if (apply) {
        if (preview.digest != digest)
            return console_refusal(409, "list_changed", "Somebody has changed the list meanwhile.");
        take_prices(work.service, changes, sheet.faults);
        const auto told =
            "added " + std::to_string(preview.added) + ", changed " + std::to_string(preview.changed);
        work.service.storage().transact([&](Transaction& db) {
            log_action(db, work.caller, work.moment, "goods_imported", "goods", told);
        });
    }
    return console_answer(200, Json::object({{"applied", apply.has_value()},
                                             {"added", preview.added},
                                             {"changed", preview.changed},
                                             {"same", preview.same},
                                             {"digest", preview.digest},
                                             {"lines", std::move(preview.lines)},
                                             {"faults", faults_json(sheet.faults)}}));
}

}  // namespace tillpoints::cloud
