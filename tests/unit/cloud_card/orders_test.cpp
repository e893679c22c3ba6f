#include "card_shop.hpp"
#include "cloud/messages/templates.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Goods at the top of the price list; their id.
std::int64_t add_goods(CardShop& shop, const std::string& name, Money price, bool hidden = false) {
    loyalty::GoodsDraft draft;
    draft.name = name;
    draft.hidden = hidden;
    draft.data.ware.price = price;
    return std::get<loyalty::Goods>(shop.service.answer(loyalty::CreateGoods{draft})).id;
}

Json order_of(std::int64_t goods, std::int64_t count, std::int64_t points = 0) {
    return Json::object({{"items", Json::Array{Json::object({{"id", goods}, {"count", count}})}},
                         {"branch", "Main street"},
                         {"points", points}});
}

struct OrderShop : CardShop {
    OrderShop() {
        service.transact([](RequestContext& context) { context.db.staff.find_or_add_branch("Main street"); });
    }
};

}  // namespace

TEST_CASE("an order with points is placed in the card, and the shop's steps are seen there") {
    OrderShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    const auto kettle = add_goods(shop, "Kettle", Money(200'000));
    add_goods(shop, "Secret", Money(1), true);
    const auto list = browser.ok(browser.get("goods"));
    REQUIRE(list.find("rows")->items()->size() == 1);
    CHECK(number(list.find("rows")->items()->at(0), "price") == 200'000);
    const auto placed = browser.ok(browser.post("order", order_of(kettle, 2, 40'000)));
    CHECK(number(placed, "total") == 400'000);
    CHECK(number(placed, "paid") == 360'000);
    CHECK(word(placed, "state") == "new");
    const auto id = number(placed, "id");
    for (const auto& [step, state] :
         {std::pair(loyalty::StatusChange::accepted, "accepted"), {loyalty::StatusChange::ready, "ready"}}) {
        shop.service.answer(loyalty::ChangeOrderStatus{id, step});
        CHECK(word(browser.ok(browser.get("orders")).find("rows")->items()->at(0), "state") == state);
    }
    shop.service.answer(loyalty::CompleteOrder{id});
    CHECK(word(browser.ok(browser.get("orders")).find("rows")->items()->at(0), "state") == "completed");
    CHECK(number(browser.ok(browser.get("history")).find("rows")->items()->at(0), "total") == 400'000);
    shop.audit();
}

TEST_CASE("each step of an order is told once, also after a restart") {
    OrderShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    const auto kettle = add_goods(shop, "Kettle", Money(200'000));
    const auto id = number(browser.ok(browser.post("order", order_of(kettle, 1))), "id");
    OrderNews news;
    news.tell(shop.service, {});
    CHECK(shop.messages().back().template_name == "welcome");
    shop.service.answer(loyalty::ChangeOrderStatus{id, loyalty::StatusChange::accepted});
    for (int i = 0; i < 2; ++i) news.tell(shop.service, {});
    OrderNews().tell(shop.service, {});
    shop.service.answer(loyalty::ChangeOrderStatus{id, loyalty::StatusChange::ready});
    for (int i = 0; i < 2; ++i) news.tell(shop.service, {});
    OrderNews().tell(shop.service, {});
    std::vector<std::string> told;
    for (const auto& row : shop.messages())
        if (row.template_name.starts_with("order_")) told.push_back(message_text(row).value());
    const auto number_text = std::to_string(id);
    CHECK(told == std::vector<std::string>{"Заказ " + number_text + " принят. Сообщим, когда он будет готов.",
                                           "Заказ " + number_text + " готов: Main street."});
}

TEST_CASE("an order that cannot be is refused with its reason, and nobody answers another's") {
    OrderShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    const auto kettle = add_goods(shop, "Kettle", Money(200'000));
    CHECK(error_of(browser.post("order", order_of(kettle, 1, 150'000))) == "too_many_points");
    CHECK(error_of(browser.post("order", order_of(kettle + 99, 1))) == "not_orderable");
    CHECK(error_of(browser.post("order", order_of(kettle, 0))) == "wrong_input");
    CHECK(error_of(browser.post("order", order_of(kettle, -1))) == "wrong_input");
    auto nowhere = order_of(kettle, 1);
    nowhere.set("branch", "Elsewhere");
    CHECK(error_of(browser.post("order", nowhere)) == "not_orderable");
    const auto placed = browser.ok(browser.post("order", order_of(kettle, 1)));
    Browser other(shop, "10.0.0.2");
    other.join(boris, "Boris");
    const auto decline = Json::object({{"order", number(placed, "id")}, {"action", "decline"}});
    CHECK(other.post("order-answer", decline).status == 404);
    CHECK(other.ok(other.get("orders")).find("rows")->items()->empty());
}
