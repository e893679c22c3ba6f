#include "cloud/api/orders/place_order.hpp"
#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Anna has ordered in both branches.
struct Board : ConsoleDesk {
    Board() {
        const auto anna = join("Anna", "+77010000001");
        loyalty::CreateGoods kettle;
        kettle.draft.name = "Kettle";
        kettle.draft.data.ware.price = roubles(1000);
        const auto goods = std::get<loyalty::Goods>(service.answer(kettle)).id;
        service.transact([&](RequestContext& context) {
            for (const auto* name : {"Centre", "North"}) {
                const auto branch = context.db.staff.find_or_add_branch(name);
                if (name == std::string("Centre"))
                    context.db.staff.set_branch(context.db.staff.find_or_add_cashier({"till-1", "Clerk"}).id,
                                                branch.id);
                OrderRequest wanted;
                loyalty::OrderItemDraft item;
                item.id = goods;
                wanted.items = {item};
                wanted.delivery.branch = loyalty::Named{0, name};
                const auto made = place_order(context, anna, wanted);
                if (const auto* order = std::get_if<loyalty::GoodsOrder>(&made)) ids.push_back(order->id);
            }
        });
    }
    HttpAnswer step(const Browser& who, std::int64_t order, const std::string& to) {
        return post(who, "/orders/step",
                    R"({"order":)" + std::to_string(order) + R"(,"step":")" + to + R"("})");
    }
    std::vector<std::int64_t> ids;
};

}  // namespace

TEST_CASE("an order is accepted, made ready and handed over as a purchase, and each step is logged") {
    Board board;
    REQUIRE(board.ids.size() == 2);
    const auto owner = board.somebody("owner", Role::owner);
    CHECK(board.ok(board.get(owner, "/orders")).find("orders")->items()->size() == 2);
    for (const auto* step : {"accepted", "ready", "handed_over"})
        board.ok(board.step(owner, board.ids[0], step));
    CHECK(board.operations() == 1);
    CHECK(ConsoleDesk::code_in(board.step(owner, board.ids[0], "ready")) == "order_refused");
    board.ok(board.step(owner, board.ids[1], "cancelled"));
    CHECK(board.ok(board.get(owner, "/orders")).find("orders")->items()->empty());
    const auto seen = board.actions();
    CHECK(std::vector(seen.begin(), seen.begin() + 4) ==
          std::vector<std::string>{"order_cancelled", "order_handed_over", "order_ready", "order_accepted"});
    CHECK(board.step(owner, 999, "ready").status == 404);
    CHECK(board.step(owner, board.ids[0], "eaten").status == 400);
}

TEST_CASE("who belongs to a branch sees and changes orders of this branch only, whatever id is asked for") {
    Board board;
    for (const auto role : {Role::manager, Role::employee}) {
        INFO(word_of(role));
        const auto who = board.somebody(std::string(word_of(role)).c_str(), role);
        const auto list = board.ok(board.get(who, "/orders"));
        REQUIRE(list.find("orders")->items()->size() == 1);
        CHECK(list.find("orders")->items()->at(0).find("id")->number()->digits ==
              std::to_string(board.ids[0]));
        CHECK(board.step(who, board.ids[1], "accepted").status == 404);
        CHECK(board.step(who, board.ids[1], "cancelled").status == 404);
    }
    const auto manager = board.signed_in("manager");
    board.ok(board.step(manager, board.ids[0], "accepted"));
}
