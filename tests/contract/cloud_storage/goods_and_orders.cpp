#include <catch2/catch.hpp>

#include "implementations.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using loyalty::GoodsType;

namespace {

loyalty::GoodsDraft category(const char* name, std::optional<std::int64_t> node = {}) {
    loyalty::GoodsDraft draft;
    draft.name = name;
    draft.node = node;
    draft.data.type = GoodsType::category;
    return draft;
}

/// Goods with every member set.
loyalty::GoodsDraft full_goods(std::optional<std::int64_t> node, const char* external_id) {
    loyalty::GoodsDraft draft;
    draft.name = "Чайник";
    draft.node = node;
    draft.external_id = external_id;
    draft.hidden = true;
    draft.data.type = GoodsType::varying_item;
    draft.data.variants = {{"Белый", {"sku-1", Money(199'999), loyalty::Offer{Money(150'050), true}, 7}},
                           {"Чёрный", {{}, Money(1), {}, {}}}};
    draft.data.description = "1,7 л";
    draft.data.photos = {"image-1"};
    draft.data.measurement = loyalty::Measurement::kilogram;
    draft.data.increment = Quantity{250};
    draft.data.min_quantity = Quantity{500};
    draft.data.vat = loyalty::VatCode::vat_20_120;
    draft.data.subject = loyalty::PaymentSubject::service;
    return draft;
}

OrderRecord full_order(ParticipantId customer) {
    OrderRecord record;
    record.created = noon();
    record.customer = customer;
    record.state = loyalty::OrderState::need_ack;
    record.status = loyalty::OrderStatus::ready;
    record.points = Points(150);
    record.content.comment = "soon";
    record.content.delivery = {loyalty::DeliveryKind::delivery,
                               "Anna",
                               "+77010000001",
                               "ring twice",
                               {},
                               "Main street 1",
                               loyalty::DeliveryCase{"Courier", Money(29'900)}};
    record.content.online_payment = loyalty::OnlinePayment{"pay-1", true};
    record.content.payment = {loyalty::PaymentKind::manual, "Transfer", true, {}};
    record.content.items = {{3, "ext", "Чайник", "Белый", "sku-1", GoodsType::varying_item, Quantity{1250},
                             Money(199'999), Money(150'050), true, loyalty::Measurement::kilogram}};
    record.settled = loyalty::PurchaseCalc();
    record.settled->cash = Money(100);
    record.settled->cash_total = Money(30'000);
    return record;
}

}  // namespace

TEST_CASE(
    "goods stand in the order of their places, new ones behind the others, and all of them are paged by id") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([&](Transaction& db) {
            std::vector<std::int64_t> ids;
            for (const auto* code : {"a", "b", "c"})
                ids.push_back(db.goods.add({0, noon(), full_goods({}, code)}));
            const auto order = [&] {
                std::vector<std::int64_t> out;
                for (const auto& record : db.goods.page_of({}, 10, 0)) out.push_back(record.id);
                return out;
            };
            CHECK(order() == ids);
            db.goods.set_place(ids[2], 1);
            db.goods.set_place(ids[0], 2);
            db.goods.set_place(ids[1], 3);
            CHECK(order() == std::vector{ids[2], ids[0], ids[1]});
            ids.push_back(db.goods.add({0, noon(), full_goods({}, "d")}));
            CHECK(order().back() == ids[3]);
            REQUIRE(db.goods.page_after(ids[0], 2).size() == 2);
            CHECK(db.goods.page_after(ids[0], 2)[0].id == ids[1]);
            CHECK(db.goods.page_after(ids[3], 2).empty());
        });
    });
}

TEST_CASE("goods survive a restart unchanged, and are updated and removed") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        GoodsRecord record{0, noon(), full_goods({}, "ext-1"), 1};
        storage.transact([&](Transaction& db) { record.id = db.goods.add(record); });
        const auto again = reopen();
        again->read([&](Transaction& db) {
            CHECK(db.goods.find(record.id) == record);
            CHECK(db.goods.find_by_external_id("ext-1") == record);
            CHECK_FALSE(db.goods.find(999));
        });
        again->transact([&](Transaction& db) {
            record.draft = category("Посуда");
            db.goods.update(record);
            CHECK(db.goods.find(record.id) == record);
            CHECK_FALSE(db.goods.find_by_external_id("ext-1"));
            db.goods.remove(record.id);
            CHECK_FALSE(db.goods.find(record.id));
        });
    });
}

TEST_CASE("a category lists what stands directly in it, categories first, a page at a time") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto top = db.goods.add({0, noon(), category("A")});
            const auto kettle = db.goods.add({0, noon(), full_goods(top, "e1")});
            const auto below = db.goods.add({0, noon(), category("B", top)});
            const auto other = db.goods.add({0, noon(), full_goods(top, "e2")});
            db.goods.add({0, noon(), full_goods(below, "e3")});
            const auto ids = [&](std::optional<std::int64_t> node, int max, std::int64_t offset) {
                std::vector<std::int64_t> out;
                for (const auto& row : db.goods.page_of(node, max, offset)) out.push_back(row.id);
                return out;
            };
            CHECK(ids(top, 10, 0) == std::vector{below, kettle, other});
            CHECK(ids(top, 1, 1) == std::vector{kettle});
            CHECK(ids({}, 10, 0) == std::vector{top});
            CHECK(db.goods.count_in(top) == 3);
            CHECK(db.goods.count_categories_in(top) == 1);
            CHECK(db.goods.count_categories_in({}) == 1);
        });
    });
}

TEST_CASE("an external id belongs to one of the goods") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) { db.goods.add({0, noon(), full_goods({}, "ext-1")}); });
        const auto second = [](Transaction& db) { db.goods.add({0, noon(), full_goods({}, "ext-1")}); };
        CHECK_THROWS_AS(storage.transact(second), StorageFailed);
    });
}

TEST_CASE("an order survives a restart unchanged, and its code finds it") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        OrderRecord record;
        storage.transact([&](Transaction& db) {
            const auto anna = db.customers.add(someone("u-1", nullptr));
            record = full_order(anna);
            record.id = db.orders.add(record);
            CodeRecord code{"123456", anna, noon() + std::chrono::hours(1)};
            code.order = record.id;
            CHECK(db.identifiers.add_code(code, noon()));
            db.identifiers.add_code({"654321", anna, noon()}, noon());
        });
        const auto again = reopen();
        again->read([&](Transaction& db) {
            CHECK(db.orders.find(record.id) == record);
            CHECK_FALSE(db.orders.find(999));
            CHECK(db.identifiers.find_code("123456")->order == record.id);
            CHECK_FALSE(db.identifiers.find_code("654321")->order);
        });
        again->transact([&](Transaction& db) {
            record.state = loyalty::OrderState::completed;
            record.status = {};
            record.operation = db.operations.add(purchase(record.customer));
            record.content.items.clear();
            record.settled = {};
            db.orders.update(record);
            CHECK(db.orders.find(record.id) == record);
        });
    });
}

TEST_CASE("a picture is uploaded once") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const ImageRecord record{"image-1", "token", "image/png", noon()};
            db.images.add(record);
            CHECK(db.images.find("image-1") == record);
            CHECK_FALSE(db.images.find("image-2"));
            CHECK(db.images.set_size("image-1", 10));
            CHECK_FALSE(db.images.set_size("image-1", 20));
            CHECK(db.images.find("image-1")->size == 10);
            CHECK_FALSE(db.images.set_size("nowhere", 10));
        });
    });
}

TEST_CASE("pictures that were never uploaded, or that no goods show, are removed, each after its time") {
    for_each_storage([](Storage& storage, const auto&) {
        storage.transact([](Transaction& db) {
            const auto later = noon() + std::chrono::hours(1);
            for (const auto* id : {"unused", "unshown", "image-1"})
                db.images.add({id, "token", "image/png", noon()});
            db.images.add({"young", "token", "image/png", later});
            db.images.set_size("unshown", 10);
            db.images.set_size("image-1", 10);
            const auto goods = db.goods.add({0, noon(), full_goods({}, "a")});
            const auto other = db.goods.add({0, noon(), full_goods({}, "b")});

            CHECK(db.images.remove_unused(noon() - std::chrono::milliseconds(1), noon(), 10) == 1);
            CHECK_FALSE(db.images.find("unshown"));
            CHECK(db.images.remove_unused(noon(), noon() - std::chrono::milliseconds(1), 10) == 1);
            CHECK_FALSE(db.images.find("unused"));
            CHECK(db.images.remove_unused(noon(), noon(), 10) == 0);

            auto bare = full_goods({}, "a");
            bare.data.photos.clear();
            db.goods.update({goods, noon(), bare});
            CHECK(db.images.remove_unused(noon(), noon(), 10) == 0);
            db.goods.remove(other);
            CHECK(db.images.remove_unused(later, later, 1) == 1);
            CHECK(db.images.remove_unused(later, later, 1) == 1);
            CHECK_FALSE(db.images.find("image-1"));
            CHECK_FALSE(db.images.find("young"));
        });
    });
}

TEST_CASE("a queued message waits for its time, survives a restart, and is removed or given up") {
    for_each_storage([](Storage& storage, const auto& reopen) {
        const auto at = [](int minutes) { return noon() + std::chrono::minutes(minutes); };
        storage.transact([&](Transaction& db) {
            for (const int minutes : {5, 0, 10})
                db.webhooks.add(
                    {0, noon(), WebhookKind::goods_order, "request", "{\"тело\":1}", 0, at(minutes)});
        });
        const auto again = reopen();
        again->transact([&](Transaction& db) {
            const auto due = db.webhooks.due(at(5), 10);
            REQUIRE(due.size() == 2);
            CHECK(due[0].due == at(0));
            CHECK(due[1] == WebhookRecord{due[1].id, noon(), WebhookKind::goods_order, "request",
                                          "{\"тело\":1}", 0, at(5)});
            CHECK(db.webhooks.due(at(5), 1) == std::vector{due[0]});
            db.webhooks.postpone(due[0].id, 1, at(20));
            db.webhooks.postpone(due[1].id, 3, {});
            CHECK(db.webhooks.due(at(9), 10).empty());
            CHECK(db.webhooks.due(at(60), 10).size() == 2);
            db.webhooks.remove(due[0].id);
            const auto left = db.webhooks.page(0, 10);
            REQUIRE(left.size() == 2);
            CHECK(left[0].tries == 3);
            CHECK_FALSE(left[0].due);
            CHECK(db.webhooks.page(left[0].id, 10) == std::vector{left[1]});
        });
    });
}
