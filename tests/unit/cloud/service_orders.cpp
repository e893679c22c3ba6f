#include "cloud/api/orders/place_order.hpp"
#include "price_list.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using loyalty::OrderState;
using loyalty::OrderStatus;

namespace {

/// Anna with 500 points, who earns 1 % and may pay 10 % with points, and a list with a kettle for 1000.
struct Counter : PriceList {
    explicit Counter(Programme rules = electronics()) : PriceList(std::move(rules)) {
        service.transact([](RequestContext& context) { context.db.staff.find_or_add_branch("Main street"); });
    }

    static OrderRequest order_request(std::vector<loyalty::OrderItemDraft> items, Points points = {}) {
        OrderRequest order_request;
        order_request.items = std::move(items);
        order_request.delivery.branch = loyalty::Named{0, "Main street"};
        order_request.points = points;
        return order_request;
    }

    static loyalty::OrderItemDraft some(std::int64_t goods, std::int64_t thousandths = 1000,
                                        std::optional<std::string> variant = {}) {
        loyalty::OrderItemDraft draft;
        draft.id = goods;
        draft.variant_name = std::move(variant);
        draft.quantity = Quantity{thousandths};
        return draft;
    }

    std::variant<loyalty::GoodsOrder, Problems> order(const OrderRequest& order_request) {
        std::variant<loyalty::GoodsOrder, Problems> made;
        service.transact([&](RequestContext& context) { made = place_order(context, anna, order_request); });
        return made;
    }

    loyalty::GoodsOrder ordered(Points points = {}) {
        return std::get<loyalty::GoodsOrder>(order(order_request({some(kettle)}, points)));
    }

    std::vector<std::string> wrong(const OrderRequest& order_request) {
        std::vector<std::string> out;
        const auto answer = order(order_request);
        for (const auto& problem : std::get<Problems>(answer)) out.push_back(problem.where);
        return out;
    }

    void answer(std::int64_t id, OrderAction action) {
        service.transact(
            [&](RequestContext& context) { REQUIRE(answer_order(context, id, action).has_value()); });
    }

    loyalty::ShopAnswer ask(const loyalty::ShopCall& call) { return service.answer(call); }
    loyalty::GoodsOrder get(std::int64_t id) {
        return std::get<loyalty::GoodsOrder>(ask(loyalty::GetOrder{id}));
    }

    CustomerRecord anna = join("Anna");
    std::int64_t kettle = id_of(item("Kettle", roubles(1000)));
};

}  // namespace

TEST_CASE("an order earns at the tier before it, or at the one it opens where the programme says so") {
    const auto cash_back = [](TierRate rate) {
        auto programme = electronics();
        programme.tier_rate = rate;
        programme.tiers[1].spent_from = roubles(1000);
        Counter counter{programme};
        return counter.ordered().purchase.cash_back;
    };
    CHECK(cash_back(TierRate::before_purchase) == points(10));
    CHECK(cash_back(TierRate::after_purchase) == points(20));
}

TEST_CASE("electronics: an order is picked up at the branch the customer named, and shows what it comes to") {
    Counter counter;
    const auto order = counter.ordered(points(100));
    CHECK(order.state == OrderState::created);
    CHECK_FALSE(order.status);
    CHECK(order.content.delivery.branch->display_name == "Main street");
    CHECK(order.content.delivery.branch->id > 0);
    CHECK(order.total == roubles(1000));
    CHECK(order.points == points(100));
    CHECK(order.cash == roubles(900));
    CHECK(order.purchase.cash_back == points(9));
    CHECK(order.customer->display_name == "Anna");
    CHECK(counter.get(order.id) == order);
    CHECK(counter.operations() == 0);
    CHECK(counter.balance(counter.anna) == points(500));
}

TEST_CASE("an order is of goods that are there, in quantities they come in") {
    Counter counter;
    auto draft = PriceList::item("Cheese", roubles(700));
    draft.data.ware.in_stock = 2;
    draft.data.min_quantity = Quantity{200};
    draft.data.increment = Quantity{100};
    const auto cheese = counter.id_of(draft);
    draft.hidden = true;
    const auto hidden = counter.id_of(draft);
    const auto shelf = counter.id_of(PriceList::category("Shelf"));
    const auto where = [&](std::int64_t id, std::int64_t quantity, std::optional<std::string> variant = {}) {
        return counter.wrong(Counter::order_request({Counter::some(id, quantity, std::move(variant))}));
    };
    using Places = std::vector<std::string>;
    CHECK(where(999, 1000) == Places{"items[0].id"});
    CHECK(where(hidden, 1000) == Places{"items[0].id"});
    CHECK(where(shelf, 1000) == Places{"items[0].id"});
    CHECK(where(cheese, 1000, "white") == Places{"items[0].variantName"});
    CHECK(where(cheese, 2100) == Places{"items[0].qty"});
    CHECK(where(cheese, 100) == Places{"items[0].qty"});
    CHECK(where(cheese, 250) == Places{"items[0].qty"});
    CHECK(std::get<loyalty::GoodsOrder>(counter.order(Counter::order_request({Counter::some(cheese, 300)})))
              .total == roubles(210));
    CHECK(counter.wrong(Counter::order_request({Counter::some(counter.kettle)}, points(101))) ==
          Places{"points"});
    auto elsewhere = Counter::order_request({Counter::some(counter.kettle)});
    elsewhere.delivery.branch = loyalty::Named{0, "Nowhere street"};
    CHECK(counter.wrong(elsewhere) == Places{"branch"});
}

TEST_CASE("a variant is ordered by its name, at its own price and offer") {
    Counter counter;
    loyalty::GoodsDraft shirt;
    shirt.name = "Shirt";
    shirt.data.type = loyalty::GoodsType::varying_item;
    shirt.data.variants = {{"S", {"s-1", roubles(500), loyalty::Offer{roubles(400), true}, {}}},
                           {"M", {"m-1", roubles(600), {}, {}}}};
    const auto id = counter.id_of(shirt);
    const auto made = std::get<loyalty::GoodsOrder>(
        counter.order(Counter::order_request({Counter::some(id, 2000, "S"), Counter::some(id, 1000, "M")})));
    CHECK(made.total == roubles(2 * 400 + 600));
    CHECK(made.purchase.skip_loyalty_total == roubles(800));
    CHECK(made.purchase.cash_back == points(6));
    CHECK(made.content.items.at(0).sku == "s-1");
    CHECK(counter.wrong(Counter::order_request({Counter::some(id)})) ==
          std::vector<std::string>{"items[0].variantName"});
}

TEST_CASE("completing an order makes the operation, through the ledger, to the kopeck") {
    Counter counter;
    const auto order = counter.ordered(points(100));
    const auto done = std::get<loyalty::OrderCompleted>(counter.ask(loyalty::CompleteOrder{order.id}));
    CHECK(done.order.state == OrderState::completed);
    const auto operation =
        std::get<loyalty::Operation>(counter.service.answer(loyalty::GetOperation{done.transaction}));
    CHECK(operation.total == roubles(1000));
    CHECK(operation.cash == roubles(900));
    CHECK(operation.points == points(-100));
    CHECK(counter.balance(counter.anna) == points(500 - 100 + 9));
    CHECK(refused(counter.ask(loyalty::CompleteOrder{order.id})).errors.at(0).value == "COMPLETED");
    CHECK(counter.operations() == 1);
    CHECK(counter.get(order.id) == done.order);
}

TEST_CASE("a completed order shows the figures it was settled with, whatever comes later") {
    Counter counter;
    const auto order = counter.ordered(points(100));
    const auto done = std::get<loyalty::OrderCompleted>(counter.ask(loyalty::CompleteOrder{order.id}));
    counter.change(counter.kettle, PriceList::item("Kettle", roubles(5000)));
    test::done(counter.buy(counter.code_of(counter.anna), roubles(300'000)));
    CHECK(counter.get(order.id).purchase == done.order.purchase);
    CHECK(counter.get(order.id).cash == roubles(900));
}

TEST_CASE("points that were spent meanwhile do not pay for an order") {
    Counter counter;
    const auto order = counter.ordered(points(100));
    counter.service.answer(loyalty::Reward{-points(401), {counter.anna.id}, {}, {}});
    CHECK(refused(counter.ask(loyalty::CompleteOrder{order.id})).code == Errc::insufficient_funds);
    CHECK(counter.get(order.id).state == OrderState::created);
    counter.audit();
}

TEST_CASE("the shop's change waits for the customer's consent; goods the order had keep their price") {
    Counter counter;
    const auto order = counter.ordered(points(100));
    counter.change(counter.kettle, PriceList::item("Kettle", roubles(5000)));
    loyalty::OrderItemDraft own;
    own.name = "Gift wrap";
    own.price = roubles(50);
    own.skip_loyalty = true;
    const loyalty::UpdateOrder change{order.id, {}, std::vector{Counter::some(counter.kettle, 2000), own}};
    const auto changed = std::get<loyalty::GoodsOrder>(counter.ask(change));
    CHECK(changed.state == OrderState::need_ack);
    CHECK(changed.total == roubles(2 * 1000 + 50));
    CHECK(changed.purchase.skip_loyalty_total == roubles(50));
    CHECK(refused(counter.ask(loyalty::CompleteOrder{order.id})).errors.at(0).value == "NEED_ACK");
    CHECK(refused(counter.ask(loyalty::ChangeOrderStatus{order.id, loyalty::StatusChange::ready})).status ==
          400);
    counter.answer(order.id, OrderAction::agree);
    CHECK(std::holds_alternative<loyalty::OrderCompleted>(counter.ask(loyalty::CompleteOrder{order.id})));
}

TEST_CASE("a change that leaves less to pay with points lowers the order's points") {
    Counter counter;
    const auto cup = counter.id_of(PriceList::item("Cup", roubles(100)));
    const auto order = counter.ordered(points(100));
    const auto changed = std::get<loyalty::GoodsOrder>(
        counter.ask(loyalty::UpdateOrder{order.id, {}, std::vector{Counter::some(cup)}}));
    CHECK(changed.points == points(10));
    CHECK(changed.cash == roubles(90));
}

TEST_CASE("a refused change names every wrong line") {
    Counter counter;
    counter.set_variant("client_input", "described");
    const auto order = counter.ordered();
    const loyalty::UpdateOrder change{order.id, loyalty::DeliveryCase{"Courier", roubles(300)},
                                      std::vector{Counter::some(999), Counter::some(counter.kettle),
                                                  Counter::some(counter.kettle, 1000, "white")}};
    std::vector<std::string> fields;
    const auto refusal = refused(counter.ask(change));
    for (const auto& error : refusal.errors) fields.push_back(*error.field);
    CHECK(fields == std::vector<std::string>{"deliveryCase", "items[0].id", "items[2].variantName"});
    CHECK(counter.get(order.id) == order);
}

TEST_CASE("a delivery costs what its case says; no points are earned or spent on it") {
    Counter counter;
    auto order_request = Counter::order_request({Counter::some(counter.kettle)}, points(100));
    order_request.delivery = {loyalty::DeliveryKind::delivery,
                              {},
                              {},
                              {},
                              {},
                              "Side street 2",
                              loyalty::DeliveryCase{"Courier", roubles(300)}};
    const auto order = std::get<loyalty::GoodsOrder>(counter.order(order_request));
    CHECK(order.total == roubles(1300));
    CHECK(order.cash == roubles(1200));
    CHECK(order.purchase.cash == roubles(900));
    const auto done = std::get<loyalty::OrderCompleted>(counter.ask(loyalty::CompleteOrder{order.id}));
    CHECK(done.order.cash == roubles(1200));
    CHECK(counter.balance(counter.anna) == points(409));
}

TEST_CASE("an order's code finds the customer and what the order comes to, and pays for nothing else") {
    Counter counter;
    const auto order = counter.ordered(points(100));
    const auto code = std::get<loyalty::OrderCode>(counter.ask(loyalty::MakeOrderCode{order.id})).code;
    const loyalty::Identity who = loyalty::ByCode{code};
    auto question = Shop::by(who);
    question.exchange_code = true;
    const auto found = std::get<loyalty::Found>(counter.service.answer(question));
    CHECK(found.type == loyalty::FindType::goods_order_complete);
    CHECK(found.user.uid == counter.anna.uid);
    CHECK(found.purchase == order.purchase);
    CHECK(found.code == code);
    CHECK(refused(counter.buy(who, roubles(1000))).code == Errc::not_found);
    counter.ask(loyalty::CompleteOrder{order.id});
    CHECK(refused(counter.service.answer(Shop::by(who))).code == Errc::not_found);
    CHECK(refused(counter.ask(loyalty::MakeOrderCode{order.id})).status == 400);
}

TEST_CASE("an order's code lives as long as any code") {
    Counter counter;
    const auto order = counter.ordered();
    const auto code = std::get<loyalty::OrderCode>(counter.ask(loyalty::MakeOrderCode{order.id})).code;
    counter.now += std::chrono::minutes(45);
    CHECK(refused(counter.service.answer(Shop::by(loyalty::ByCode{code}))).code == Errc::not_found);
}

TEST_CASE("a status goes forward; a payment in the app is awaited before anything else") {
    Counter counter;
    auto order_request = Counter::order_request({Counter::some(counter.kettle)});
    order_request.payment = {loyalty::PaymentKind::custom, "Card", true, {}};
    const auto order = std::get<loyalty::GoodsOrder>(counter.order(order_request));
    CHECK_FALSE(order.content.online_payment->completed);
    const auto change = [&](loyalty::StatusChange to) {
        return counter.ask(loyalty::ChangeOrderStatus{order.id, to});
    };
    CHECK(std::get<loyalty::GoodsOrder>(change(loyalty::StatusChange::accepted)).status ==
          OrderStatus::accepted);
    CHECK(std::get<loyalty::GoodsOrder>(change(loyalty::StatusChange::waiting_payment)).state ==
          OrderState::waiting_payment);
    CHECK(refused(counter.ask(loyalty::CompleteOrder{order.id})).errors.at(0).value == "WAITING_PAYMENT");
    counter.answer(order.id, OrderAction::pay);
    CHECK(counter.get(order.id).content.online_payment->completed);
    CHECK(std::get<loyalty::GoodsOrder>(change(loyalty::StatusChange::ready)).status == OrderStatus::ready);
    CHECK(refused(change(loyalty::StatusChange::accepted)).status == 400);
}

TEST_CASE("a cancelled order is deleted, and nothing of it is posted") {
    Counter counter;
    const auto order = counter.ordered(points(100));
    CHECK(std::get<loyalty::GoodsOrder>(counter.ask(loyalty::CancelOrder{order.id})).state ==
          OrderState::deleted);
    CHECK(refused(counter.ask(loyalty::CancelOrder{order.id})).status == 400);
    CHECK(counter.balance(counter.anna) == points(500));
    CHECK(counter.operations() == 0);
}

TEST_CASE("what is sold by an order leaves the stock") {
    Counter counter;
    auto draft = PriceList::item("Kettle", roubles(1000));
    draft.data.ware.in_stock = 3;
    counter.change(counter.kettle, draft);
    const auto order = std::get<loyalty::GoodsOrder>(
        counter.order(Counter::order_request({Counter::some(counter.kettle, 2000)})));
    CHECK(counter.goods(counter.kettle).draft.data.ware.in_stock == 3);
    counter.ask(loyalty::CompleteOrder{order.id});
    CHECK(counter.goods(counter.kettle).draft.data.ware.in_stock == 1);
}

TEST_CASE("under a percent discount an order costs its total less the percent, and earns nothing") {
    Counter counter(percent_off());
    const auto order = counter.ordered();
    CHECK(order.purchase.discount_amount + order.cash == roubles(1000));
    CHECK(order.purchase.discount_amount > Money());
    const auto done = std::get<loyalty::OrderCompleted>(counter.ask(loyalty::CompleteOrder{order.id}));
    CHECK(
        std::get<loyalty::Operation>(counter.service.answer(loyalty::GetOperation{done.transaction})).cash ==
        order.cash);
    counter.audit();
}

TEST_CASE("an order earns what the same purchase would, also where the purchase lifts the customer") {
    auto programme = electronics();
    programme.tier_rate = TierRate::after_purchase;
    Counter counter(programme);
    const auto yacht = counter.id_of(PriceList::item("Yacht", roubles(5'000'000)));
    const auto boris = counter.join("Boris");
    const auto calculated = std::get<loyalty::Calculated>(counter.service.answer(
        loyalty::Calculate{counter.code_of(boris), roubles(5'000'000), {}, {}, Points()}));
    const auto order =
        std::get<loyalty::GoodsOrder>(counter.order(Counter::order_request({Counter::some(yacht)})));
    CHECK(order.purchase.cash_back == calculated.purchase.cash_back);
    CHECK(order.purchase.cash_back > points(50'000));
    counter.ask(loyalty::CompleteOrder{order.id});
    CHECK(counter.balance(counter.anna) == points(500) + calculated.purchase.cash_back);
}

TEST_CASE("an order of a blocked customer cannot be completed") {
    Counter counter;
    const auto order = counter.ordered();
    counter.service.transact([&](RequestContext& context) {
        auto anna = context.db.customers.find(counter.anna.id).value();
        anna.blocked = true;
        context.db.customers.update(anna);
    });
    CHECK(refused(counter.ask(loyalty::CompleteOrder{order.id})).code == Errc::participant_blocked);
    CHECK(counter.operations() == 0);
}

TEST_CASE("an unknown order is not found, by any call") {
    Counter counter;
    const auto missing = [&](const loyalty::ShopCall& call) {
        const auto refusal = refused(counter.ask(call));
        return refusal.status == 404 && refusal.error_code == "goodsOrder.notFound";
    };
    CHECK(missing(loyalty::GetOrder{999}));
    CHECK(missing(loyalty::UpdateOrder{999, {}, {}}));
    CHECK(missing(loyalty::CompleteOrder{999}));
    CHECK(missing(loyalty::MakeOrderCode{999}));
    CHECK(missing(loyalty::ChangeOrderStatus{999, {}}));
    CHECK(missing(loyalty::CancelOrder{999}));
}
