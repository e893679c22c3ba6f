#include "cloud/console/goods_calls.hpp"

#include "cloud/goods/csv_table.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud {
namespace {

using loyalty::GoodsType;

constexpr int read_at_once = 500;
constexpr std::size_t most_goods_found = 200;
constexpr std::size_t most_goods_listed = 5000;
constexpr std::int64_t most_in_stock = 1'000'000'000;
constexpr std::int64_t highest_price = 1'000'000'000'00;

template <class T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Json money_or_null(const std::optional<Money>& money) {
    return money ? decimal_of(*money) : Json();
}

Json goods_json(const GoodsRecord& record) {
    const auto& data = record.draft.data;
    Json variants = Json::array();
    for (const auto& variant : data.variants)
        variants.push(Json::object({{"name", variant.name}, {"price", decimal_of(variant.ware.price)}}));
    Json photos = Json::array();
    for (const auto& photo : data.photos) photos.push(photo);
    const auto offer_price = data.ware.offer ? data.ware.offer->price : std::nullopt;
    return Json::object({{"id", record.id},
                         {"node", or_null(record.draft.node)},
                         {"category", data.type == GoodsType::category},
                         {"name", record.draft.name},
                         {"code", or_null(record.draft.external_id)},
                         {"description", or_null(data.description)},
                         {"price", data.type == GoodsType::item ? decimal_of(data.ware.price) : Json()},
                         {"offer_price", money_or_null(offer_price)},
                         {"stock", or_null(data.ware.in_stock)},
                         {"hidden", record.draft.hidden},
                         {"photos", std::move(photos)},
                         {"variants", std::move(variants)}});
}

/// Visits the whole list until `visit` says no more.
template <class Visit>
void each_of_list(Transaction& db, Visit visit) {
    std::int64_t last = 0;
    for (;;) {
        const auto page = db.goods.page_after(last, read_at_once);
        for (const auto& record : page)
            if (!visit(record)) return;
        if (page.size() < static_cast<std::size_t>(read_at_once)) return;
        last = page.back().id;
    }
}

Json categories_json(Transaction& db) {
    Json rows = Json::array();
    each_of_list(db, [&](const GoodsRecord& record) {
        if (record.draft.data.type == GoodsType::category)
            rows.push(Json::object(
                {{"id", record.id}, {"name", record.draft.name}, {"node", or_null(record.draft.node)}}));
        return true;
    });
    return rows;
}

bool is_called(const GoodsRecord& record, const std::string& wanted) {
    const auto& code = record.draft.external_id;
    return small_letters(record.draft.name).find(wanted) != std::string::npos ||
           (code && small_letters(*code).find(wanted) != std::string::npos);
}

/// What the protocol's handlers refused, as fields of the form.
Problems problems_of(const loyalty::Refusal& refusal) {
    Problems out;
    for (const auto& error : refusal.errors) {
        const auto field = error.field.value_or("");
        const auto known = field == "externalId"              ? "code"
                           : field.starts_with("data.photos") ? "photos"
                                                              : field;
        out.push_back({known == "code" ? Errc::duplicate : Errc::invalid_value, known, error.message, {}});
    }
    if (out.empty() && refusal.error_code.starts_with("goods."))
        out.push_back({refusal.error_code == "goods.limitIsReached" ? Errc::too_large : Errc::invalid_value,
                       "node",
                       refusal.message,
                       {}});
    if (out.empty()) out.push_back({refusal.code, "", refusal.message, {}});
    return out;
}

Money price_in(Reader& in, std::string_view key) {
    const auto price = in.major(key);
    if (price < Money() || price.count > highest_price)
        in.fail(key, Errc::out_of_range, "a price from 0 to 1000000000");
    return price;
}

/// Takes what the form says into a draft, which keeps the rest.
void read_goods_form(Reader& in, loyalty::GoodsDraft& draft) {
    draft.name = in.text("name", 1024);
    if (in.has("name") && draft.name.find_first_not_of(' ') == std::string::npos)
        in.fail("name", Errc::missing_field, "what customers call it");
    draft.node = in.maybe_integer("node", 1, INT64_MAX);
    draft.external_id = in.maybe_text("code", 128);
    if (draft.external_id && draft.external_id->empty()) draft.external_id.reset();
    draft.hidden = in.flag("hidden", false);
    auto& data = draft.data;
    if (data.type == GoodsType::category) return;
    data.description = in.maybe_text("description", 16'384);
    if (data.description && data.description->empty()) data.description.reset();
    if (in.has("photos")) data.photos = in.texts("photos", loyalty::most_photos);
    if (data.type == GoodsType::varying_item) {
        std::size_t at = 0;
        in.each("variants", loyalty::most_variants, [&](Reader variant) {
            if (at < data.variants.size()) data.variants[at].ware.price = price_in(variant, "price");
            ++at;
        });
        if (at != data.variants.size())
            in.fail("variants", Errc::invalid_value, "as many variants as there are");
        return;
    }
    data.ware.price = price_in(in, "price");
    const auto stock_was = in.maybe_integer("stock_was", 0, most_in_stock);
    const auto stock = in.maybe_integer("stock", 0, most_in_stock);
    if (stock != stock_was) data.ware.in_stock = stock;
    if (in.has("offer_price")) {
        auto offer = data.ware.offer.value_or(loyalty::Offer());
        offer.price = price_in(in, "offer_price");
        if (*offer.price >= data.ware.price)
            in.fail("offer_price", Errc::out_of_range, "less than the price");
        data.ware.offer = offer;
    } else if (data.ware.offer) {
        data.ware.offer->price.reset();
        if (!data.ware.offer->skip_loyalty) data.ware.offer.reset();
    }
}

HttpAnswer no_such_goods() {
    return console_refusal({Problem{Errc::not_found, "id", "one of the price list", {}}});
}

}  // namespace

HttpAnswer list_goods_of_console(ConsoleCall& call, Reader in) {
    auto& db = call.context.db;
    const auto node = whole_in(in, "node");
    const auto search = in.maybe_text("search", 200);
    const bool all = in.maybe_text("all", 3).has_value();
    if (!in.problems().empty()) return console_refusal(in.problems());
    Json rows = Json::array();
    bool more = false;
    const auto add_while = [&](std::size_t most, auto fits) {
        std::size_t found = 0;
        each_of_list(db, [&](const GoodsRecord& record) {
            if (!fits(record)) return true;
            if (found++ == most) return more = true, false;
            rows.push(goods_json(record));
            return true;
        });
    };
    if (all) {
        add_while(most_goods_listed, [](const GoodsRecord&) { return true; });
    } else if (search && !search->empty()) {
        const auto wanted = small_letters(*search);
        add_while(most_goods_found, [&](const GoodsRecord& record) { return is_called(record, wanted); });
    } else {
        const auto page = db.goods.page_of(node, static_cast<int>(most_goods_listed), 0);
        for (const auto& record : page) rows.push(goods_json(record));
        more = page.size() == most_goods_listed;
    }
    return console_answer(
        200, Json::object({{"rows", std::move(rows)}, {"more", more}, {"categories", categories_json(db)}}));
}

HttpAnswer save_goods(ConsoleCall& call, Reader in) {
    auto& db = call.context.db;
    const auto id = in.maybe_integer("id", 1, INT64_MAX);
    if (id) {
        // Before the position is read: what an order takes from its stock meanwhile must not come back.
        db.take_turn();
        db.goods.lock(*id);
    }
    const auto known = id ? db.goods.find(*id) : std::nullopt;
    if (id && !known) return no_such_goods();
    auto draft = known ? known->draft : loyalty::GoodsDraft();
    if (!known && in.flag("category", false)) draft.data.type = GoodsType::category;
    read_goods_form(in, draft);
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto answer = id ? handle(call.context, loyalty::UpdateGoods{*id, draft})
                           : handle(call.context, loyalty::CreateGoods{draft});
    if (const auto* refusal = std::get_if<loyalty::Refusal>(&answer))
        return console_refusal(problems_of(*refusal));
    const auto saved = std::get<loyalty::Goods>(answer).id;
    log_action(call, id ? "goods_changed" : "goods_added", "goods/" + std::to_string(saved), draft.name);
    return console_answer(200, goods_json(db.goods.find(saved).value()));
}

HttpAnswer remove_goods(ConsoleCall& call, Reader in) {
    const auto id = in.integer("id", 1, INT64_MAX);
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto known = call.context.db.goods.find(id);
    if (!known) return no_such_goods();
    const auto answer = handle(call.context, loyalty::DeleteGoods{id});
    if (std::holds_alternative<loyalty::Refusal>(answer))
        return console_refusal(409, "category_not_empty",
                               "Things stand in this category; take them out first.");
    log_action(call, "goods_removed", "goods/" + std::to_string(id), known->draft.name);
    return console_answer(200, Json::object({{"id", id}}));
}

}  // namespace tillpoints::cloud
