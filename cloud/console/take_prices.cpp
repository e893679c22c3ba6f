#include "cloud/console/take_prices.hpp"

#include <map>
#include <set>

namespace tillpoints::cloud {
namespace {

using loyalty::GoodsType;
/// Categories that were made for lines, by the one they stand in (0: the top) and their name.
using MadeCategories = std::map<std::pair<std::int64_t, std::string>, std::int64_t>;

/// Lines that are taken in one transaction, so that no till waits for the whole table.
constexpr std::size_t taken_at_once = 50;

/// Makes what is missing of the categories; false where one cannot be.
bool make_categories(RequestContext& context, const PriceChange& change, std::optional<std::int64_t>& node,
                     MadeCategories& made) {
    for (const auto& name : change.new_categories) {
        const std::pair place(node.value_or(0), name);
        if (const auto found = made.find(place); found != made.end()) {
            node = found->second;
            continue;
        }
        loyalty::GoodsDraft draft;
        draft.name = name;
        draft.node = node;
        draft.data.type = GoodsType::category;
        const auto answer = handle(context, loyalty::CreateGoods{draft});
        const auto* goods = std::get_if<loyalty::Goods>(&answer);
        if (!goods) return false;
        node = made[place] = goods->id;
    }
    return true;
}

/// Takes one line; the field for which the list refuses it, if so.
const char* refused_field(RequestContext& context, const PriceChange& change, MadeCategories& made) {
    auto draft = *change.draft;
    if (change.id) {
        const auto known = context.db.goods.find(*change.id);
        if (!known || known->draft.data.type != GoodsType::item) return "name";
        const auto node = change.line->category ? draft.node : known->draft.node;
        draft = with_line(known->draft, *change.line);
        draft.node = node;
    }
    if (!make_categories(context, change, draft.node, made)) return "category";
    const auto answer = change.id ? handle(context, loyalty::UpdateGoods{*change.id, draft})
                                  : handle(context, loyalty::CreateGoods{draft});
    return std::holds_alternative<loyalty::Goods>(answer) ? nullptr : "category";
}

}  // namespace

void take_prices(Service& service, const std::vector<PriceChange>& changes, std::vector<PriceFault>& faults) {
    MadeCategories known;
    for (std::size_t first = 0; first < changes.size(); first += taken_at_once) {
        const auto end = std::min(changes.size(), first + taken_at_once);
        std::set<std::int64_t> ids;
        for (auto at = first; at < end; ++at)
            if (changes[at].draft && changes[at].id) ids.insert(*changes[at].id);
        std::vector<PriceFault> refused;
        auto made = known;
        service.transact([&](RequestContext& context) {
            refused.clear();
            made = known;
            context.db.take_turn();
            // In the order in which orders lock what they take from the stock.
            for (const auto id : ids) context.db.goods.lock(id);
            for (auto at = first; at < end; ++at) {
                const auto* field = changes[at].draft ? refused_field(context, changes[at], made) : nullptr;
                if (field) refused.push_back({changes[at].line->line, field, Errc::invalid_value});
            }
        });
        known = std::move(made);
        faults.insert(faults.end(), refused.begin(), refused.end());
    }
}

}  // namespace tillpoints::cloud
