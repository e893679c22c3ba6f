#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

struct Registry : Shop {
    loyalty::CustomerPage page(int max, std::optional<std::int64_t> offset = {},
                               std::optional<std::string> cursor = {}) {
        return std::get<loyalty::CustomerPage>(service.answer(loyalty::ListCustomers{max, offset, cursor}));
    }

    loyalty::Customer detail(const CustomerRecord& customer) {
        return std::get<loyalty::Customer>(service.answer(loyalty::GetCustomer{customer.id}));
    }

    loyalty::Tag tag(const char* name) {
        loyalty::Tag made;
        service.transact([&](RequestContext& context) { made = context.db.tags.find_or_add(name); });
        return made;
    }

    loyalty::Answer set_tags(const CustomerRecord& customer, std::vector<std::int64_t> ids) {
        return service.answer(loyalty::SetCustomerTags{customer.id, std::move(ids)});
    }

    std::vector<loyalty::Tag> tags_of(const CustomerRecord& customer) { return tags_of(customer.id); }
    std::vector<loyalty::Tag> tags_of(ParticipantId id) {
        return std::get<loyalty::TagList>(service.answer(loyalty::GetCustomerTags{id})).rows;
    }

    loyalty::Answer buy_tagged(loyalty::Identity who, std::vector<std::int64_t> tags,
                               std::optional<Nonce> nonce = {}) {
        loyalty::CreateOperation call;
        call.who = std::move(who);
        call.total = call.cash = roubles(10);
        call.tags = std::move(tags);
        call.nonce = std::move(nonce);
        return service.answer(call);
    }
};

std::vector<std::string> names(const loyalty::CustomerPage& page) {
    std::vector<std::string> out;
    for (const auto& row : page.rows) out.push_back(row.display_name);
    return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a page of customers has exactly max rows where there are enough, and its cursor leads on") {
    Registry shop;
    for (const auto* name : {"A", "B", "C", "D", "E"}) shop.join(name);
    const auto first = shop.page(2);
    CHECK(names(first) == Names{"A", "B"});
    const auto second = shop.page(2, {}, first.cursor);
    CHECK(names(second) == Names{"C", "D"});
    const auto last = shop.page(2, {}, second.cursor);
    CHECK(names(last) == Names{"E"});
    CHECK_FALSE(last.cursor);
    CHECK_FALSE(shop.page(5).cursor);
    CHECK(names(shop.page(2, 3)) == Names{"D", "E"});
    CHECK(names(shop.page(10, 5)).empty());
}

TEST_CASE("a cursor that was never given is a badRequest") {
    Registry shop;
    const auto answer = shop.service.answer(loyalty::ListCustomers{10, {}, "elsewhere"});
    CHECK(refused(answer).errors.at(0).field == "cursor");
}

TEST_CASE("someone known by phone only is listed without a uid, and their points") {
    Registry shop;
    done(shop.buy(Shop::phone("+77010000001"), roubles(1000)));
    const auto page = shop.page(10);
    REQUIRE(page.rows.size() == 1);
    CHECK_FALSE(page.rows[0].uid);
    CHECK(page.rows[0].phone == "+77010000001");
    CHECK(page.rows[0].participant.points == points(10));
}

TEST_CASE("one customer is shown by participant id, with tags; the list shows none") {
    Registry shop;
    const auto anna = shop.join("Anna");
    CHECK(shop.detail(anna).uid == anna.uid);
    CHECK(shop.detail(anna).tags == std::vector<loyalty::Tag>());
    const auto wholesale = shop.tag("wholesale");
    shop.set_tags(anna, {wholesale.id});
    CHECK(shop.detail(anna).tags == std::vector<loyalty::Tag>{wholesale});
    CHECK_FALSE(shop.page(10).rows.at(0).tags);
    CHECK(refused(shop.service.answer(loyalty::GetCustomer{{999}})).code == Errc::not_found);
}

TEST_CASE("list and detail show no points that have expired") {
    Registry shop;
    const auto anna = shop.join("Anna");
    shop.now += std::chrono::days(400);
    CHECK(shop.page(1).rows.at(0).participant.points == Points());
    CHECK(shop.detail(anna).participant.points == Points());
    shop.audit();
}

TEST_CASE("setting tags replaces the set; a repeated id counts once; an unknown one changes nothing") {
    Registry shop;
    const auto anna = shop.join("Anna");
    const auto wholesale = shop.tag("wholesale");
    const auto family = shop.tag("family");
    CHECK(shop.tag("wholesale") == wholesale);
    const auto all = std::get<loyalty::TagList>(shop.service.answer(loyalty::ListTags())).rows;
    CHECK(all == std::vector<loyalty::Tag>{wholesale, family});

    const auto set = shop.set_tags(anna, {family.id, family.id});
    CHECK(std::get<loyalty::TagList>(set).rows == std::vector<loyalty::Tag>{family});
    CHECK(refused(shop.set_tags(anna, {wholesale.id, 999})).errors.at(0).field == "ids");
    CHECK(shop.tags_of(anna) == std::vector<loyalty::Tag>{family});
    shop.set_tags(anna, {wholesale.id});
    CHECK(shop.tags_of(anna) == std::vector<loyalty::Tag>{wholesale});
    shop.set_tags(anna, {});
    CHECK(shop.tags_of(anna).empty());
}

TEST_CASE("tags of an unknown customer are not found") {
    Registry shop;
    const CustomerRecord stranger;
    CHECK(refused(shop.set_tags(stranger, {})).code == Errc::not_found);
    CHECK(refused(shop.service.answer(loyalty::GetCustomerTags{{7}})).code == Errc::not_found);
}

TEST_CASE("the tags of a purchase replace its customer's, none leave them, and a refund keeps them") {
    Registry shop;
    const auto anna = shop.join("Anna");
    const auto family = shop.tag("family");
    const auto wholesale = shop.tag("wholesale");
    shop.set_tags(anna, {wholesale.id});
    const auto sale = done(shop.buy_tagged(Shop::uid_of(anna), {family.id, family.id}));
    CHECK(shop.tags_of(anna) == std::vector{family});
    done(shop.refund(sale.id));
    CHECK(shop.tags_of(anna) == std::vector{family});
    done(shop.buy(Shop::uid_of(anna), roubles(10)));
    CHECK(shop.tags_of(anna) == std::vector{family});
    done(shop.buy_tagged(Shop::uid_of(anna), {}));
    CHECK(shop.tags_of(anna).empty());
    const auto stranger = done(shop.buy_tagged(Shop::phone("+77010000009"), {family.id}));
    CHECK(shop.tags_of(*stranger.customer->id) == std::vector{family});
}

TEST_CASE("a tag that does not exist refuses the purchase, names the field, and leaves nothing") {
    Registry shop;
    const auto anna = shop.join("Anna");
    const auto family = shop.tag("family");
    const auto refusal = refused(shop.buy_tagged(Shop::uid_of(anna), {family.id, 999}));
    CHECK(refusal.code == Errc::bad_request);
    CHECK(refusal.errors.at(0).field == "tags");
    CHECK(shop.tags_of(anna).empty());
    CHECK(shop.operations() == 0);
    CHECK(refused(shop.buy_tagged(Shop::phone("+77010000009"), {999})).errors.at(0).field == "tags");
    CHECK(shop.page(10).rows.size() == 1);
}

TEST_CASE("a refused purchase and a repeated nonce add no tags") {
    Registry shop;
    const auto anna = shop.join("Anna");
    const auto family = shop.tag("family");
    const auto wholesale = shop.tag("wholesale");
    const Nonce nonce("bf7d19b0-8e3c-4d55-98ba-2783915957b3");
    shop.set_variant("repeated_nonce", "same");
    const auto sale = done(shop.buy_tagged(Shop::uid_of(anna), {family.id}, nonce));
    CHECK(done(shop.buy_tagged(Shop::uid_of(anna), {wholesale.id}, nonce)).id == sale.id);
    shop.set_variant("repeated_nonce", "400");
    CHECK(refused(shop.buy_tagged(Shop::uid_of(anna), {wholesale.id}, nonce)).status == 400);
    CHECK(refused(shop.buy(Shop::uid_of(anna), roubles(1), points(1))).code == Errc::withdraw_not_permitted);
    CHECK(shop.tags_of(anna) == std::vector{family});
}
