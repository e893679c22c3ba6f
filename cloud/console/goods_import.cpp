#include <map>

#include "cloud/console/goods_calls.hpp"
#include "cloud/goods/price_changes.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t longest_csv = 1u << 20;
constexpr int listed_at_once = 500;
/// Lines that are taken in one transaction, so that no till waits for the whole table.
constexpr std::size_t taken_at_once = 50;

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
};

Preview preview_of(const std::vector<PriceChange>& changes) {
    Preview out;
    for (const auto& change : changes) {
        ++(!change.draft ? out.same : change.id ? out.changed : out.added);
        if (!change.draft) continue;
        out.lines.push(Json::object({{"line", change.line->line},
                                     {"kind", word_of(change)},
                                     {"name", change.line->name},
                                     {"category", change.line->category},
                                     {"before", change.before ? decimal_of(*change.before) : Json()},
                                     {"price", decimal_of(change.line->price)}}));
    }
    return out;
}

Json faults_json(const std::vector<PriceFault>& faults) {
    Json rows = Json::array();
    for (const auto& fault : faults)
        rows.push(
            Json::object({{"line", fault.line}, {"field", fault.field}, {"code", name_of(fault.code)}}));
    return rows;
}

/// The category of this name, made at the top of the list if there is none; nothing where it cannot be.
std::optional<std::int64_t> category_named(RequestContext& context, const std::string& name,
                                           std::map<std::string, std::int64_t>& known) {
    if (const auto found = known.find(name); found != known.end()) return found->second;
    loyalty::GoodsDraft draft;
    draft.name = name;
    draft.data.type = loyalty::GoodsType::category;
    const auto made = handle(context, loyalty::CreateGoods{draft});
    const auto* goods = std::get_if<loyalty::Goods>(&made);
    if (!goods) return {};
    known.emplace(name, goods->id);
    return goods->id;
}

/// Takes one line; false if the list does not let it.
bool take_line(RequestContext& context, const PriceChange& change,
               std::map<std::string, std::int64_t>& known) {
    auto draft = *change.draft;
    draft.node.reset();
    if (!change.line->category.empty()) {
        draft.node = category_named(context, change.line->category, known);
        if (!draft.node) return false;
    }
    const auto answer = change.id ? handle(context, loyalty::UpdateGoods{*change.id, draft})
                                  : handle(context, loyalty::CreateGoods{draft});
    return std::holds_alternative<loyalty::Goods>(answer);
}

/// Takes the lines in transactions of some each; adds a fault for each that the list refuses.
void take_lines(ConsoleWork& work, const std::vector<PriceChange>& changes,
                std::map<std::string, std::int64_t> known, std::vector<PriceFault>& faults) {
    for (std::size_t first = 0; first < changes.size(); first += taken_at_once) {
        const auto end = std::min(changes.size(), first + taken_at_once);
        std::vector<PriceFault> refused;
        auto made = known;
        work.service.transact([&](RequestContext& context) {
            refused.clear();
            made = known;
            for (auto at = first; at < end; ++at)
                if (changes[at].draft && !take_line(context, changes[at], made))
                    refused.push_back({changes[at].line->line, "category", Errc::invalid_value});
        });
        known = std::move(made);
        faults.insert(faults.end(), refused.begin(), refused.end());
    }
}

}  // namespace

Reply import_goods(ConsoleWork& work, Reader in) {
    const auto csv = in.text("csv", longest_csv);
    auto apply = in.maybe_object("apply");
    const auto added = apply ? apply->integer("added", 0, INT64_MAX) : 0;
    const auto changed = apply ? apply->integer("changed", 0, INT64_MAX) : 0;
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto sheet = read_price_csv(csv);
    const auto listed = whole_list(work.service.storage());
    const auto changes = price_changes(sheet.lines, listed, sheet.faults);
    auto preview = preview_of(changes);
    if (apply) {
        if (preview.added != added || preview.changed != changed)
            return console_refusal(409, "list_changed", "Somebody has changed the list meanwhile.");
        std::map<std::string, std::int64_t> categories;
        for (const auto& one : listed)
            if (one.draft.data.type == loyalty::GoodsType::category)
                categories.emplace(one.draft.name, one.id);
        take_lines(work, changes, std::move(categories), sheet.faults);
        const auto told = "added " + std::to_string(added) + ", changed " + std::to_string(changed);
        work.service.storage().transact([&](Transaction& db) {
            log_action(db, work.caller, work.moment, "goods_imported", "goods", told);
        });
    }
    return console_answer(200, Json::object({{"applied", apply.has_value()},
                                             {"added", preview.added},
                                             {"changed", preview.changed},
                                             {"same", preview.same},
                                             {"lines", std::move(preview.lines)},
                                             {"faults", faults_json(sheet.faults)}}));
}

}  // namespace tillpoints::cloud
