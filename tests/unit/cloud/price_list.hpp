#pragma once
#include "shop.hpp"

namespace tillpoints::cloud::test {

/// A shop with a price list, with the steps of a test as functions.
struct PriceList : Shop {
    using Shop::Shop;

    static loyalty::GoodsDraft category(const std::string& name, std::optional<std::int64_t> node = {}) {
        loyalty::GoodsDraft draft;
        draft.name = name;
        draft.node = node;
        draft.data.type = loyalty::GoodsType::category;
        return draft;
    }

    static loyalty::GoodsDraft item(const std::string& name, Money price,
                                    std::optional<std::int64_t> node = {}) {
        loyalty::GoodsDraft draft;
        draft.name = name;
        draft.node = node;
        draft.data.ware.price = price;
        return draft;
    }

    loyalty::ShopAnswer put(const loyalty::GoodsDraft& draft) {
        return service.answer(loyalty::CreateGoods{draft});
    }

    std::int64_t id_of(const loyalty::GoodsDraft& draft) { return std::get<loyalty::Goods>(put(draft)).id; }

    loyalty::ShopAnswer change(std::int64_t id, const loyalty::GoodsDraft& draft) {
        return service.answer(loyalty::UpdateGoods{id, draft});
    }

    loyalty::Goods goods(std::int64_t id) {
        return std::get<loyalty::Goods>(service.answer(loyalty::GetGoods{id}));
    }
};

inline loyalty::Refusal refused(const loyalty::ShopAnswer& answer) {
    REQUIRE(std::holds_alternative<loyalty::Refusal>(answer));
    return std::get<loyalty::Refusal>(answer);
}

}  // namespace tillpoints::cloud::test
