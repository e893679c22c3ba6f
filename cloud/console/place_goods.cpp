#include <algorithm>
#include <map>

#include "cloud/console/goods_calls.hpp"
#include "cloud/goods/new_places.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t most_placed = 5000;
/// Places that are written in one transaction, so that no till waits for a long list.
constexpr std::size_t placed_at_once = 200;

std::vector<std::int64_t> ids_in(Reader& in) {
    std::vector<std::int64_t> ids;
    in.each_value("ids", most_placed, [&](const Json& item, const std::string& path) {
        const auto number =
            item.number() ? parse_decimal(item.number()->digits, 0, Rounding::exact) : std::nullopt;
        if (!number) return in.fail("ids", Errc::wrong_type, "ids of the price list", path);
        ids.push_back(*number);
    });
    return ids;
}

/// The places to write, of categories and of goods, which stand behind them; nothing if the ids are not what
/// stands there.
std::optional<std::vector<GoodsPlace>> places_of(const std::vector<GoodsRecord>& there,
                                                 const std::vector<std::int64_t>& ids) {
    if (ids.size() != there.size()) return {};
    std::map<std::int64_t, const GoodsRecord*> by_id;
    for (const auto& record : there) by_id.emplace(record.id, &record);
    std::vector<GoodsPlace> categories, goods;
    for (const auto id : ids) {
        const auto found = by_id.find(id);
        if (found == by_id.end()) return {};
        const bool category = found->second->draft.data.type == loyalty::GoodsType::category;
        (category ? categories : goods).push_back({id, found->second->place});
        by_id.erase(found);
    }
    auto out = new_places(categories);
    const auto others = new_places(goods);
    out.insert(out.end(), others.begin(), others.end());
    // In the order in which orders lock what they take from the stock.
    std::sort(out.begin(), out.end(),
              [](const GoodsPlace& one, const GoodsPlace& other) { return one.id < other.id; });
    return out;
}

}  // namespace

Reply place_goods(ConsoleWork& work, Reader in) {
    const auto node = in.maybe_integer("node", 1, INT64_MAX);
    const auto ids = ids_in(in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto& storage = work.service.storage();
    std::optional<std::vector<GoodsPlace>> places;
    std::size_t first = 0;
    do {
        const auto write_some = [&](Transaction& db) {
            db.take_turn();
            if (first == 0) places = places_of(db.goods.page_of(node, static_cast<int>(most_placed), 0), ids);
            if (!places) return;
            const auto end = std::min(places->size(), first + placed_at_once);
            for (auto at = first; at < end; ++at) db.goods.set_place((*places)[at].id, (*places)[at].place);
        };
        storage.transact(write_some);
        if (!places) return console_refusal(409, "list_changed", "Somebody has changed the list meanwhile.");
        first += placed_at_once;
    } while (first < places->size());
    storage.transact([&](Transaction& db) {
        log_action(db, work.caller, work.moment, "goods_placed",
                   node ? "goods/" + std::to_string(*node) : "goods");
    });
    return console_answer(200, Json::object({{"placed", places->size()}}));
}

}  // namespace tillpoints::cloud
