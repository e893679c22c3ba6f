#include "card_shop.hpp"
#include "cloud/api/goods/picture_answer.hpp"
#include "cloud/company/profile.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// What customers, and people who are none yet, see of the company.
namespace {

/// 15 January 2026 is a Thursday; the company's clock is five hours ahead.
struct ToldShop : CardShop {
    ToldShop() {
        settings.messages.quiet.utc_offset = std::chrono::hours(5);
        service.transact([](RequestContext& context) {
            CompanyProfile profile;
            profile.name = "Real Shop";
            profile.description[static_cast<std::size_t>(loyalty::Language::russian)] = "<b>О нас</b>";
            context.db.company.set({dump(to_json(profile)), {}});
            BranchProfile centre;
            centre.address = "Main street 1";
            centre.hours.week[3] = parse_day_hours("10-20").value();
            tell(context, "Centre", centre);
            centre.utc_offset = std::chrono::hours(3);
            tell(context, "West", centre);
            centre.closed = true;
            tell(context, "Gone", centre);
        });
    }
    static void tell(RequestContext& context, const char* name, const BranchProfile& profile) {
        context.db.company.set_branch(context.db.staff.find_or_add_branch(name).id, dump(to_json(profile)));
    }
};

/// A database in which nothing can be written.
struct ReadStorage : Storage {
    explicit ReadStorage(Storage& whole) : whole_(whole) {}
    void transact(const Work&) override { throw StorageFailed(Errc::storage_busy, "tills write"); }
    void read(const Work& work) override { whole_.read(work); }

  private:
    Storage& whole_;
};

Json first_branch(const Json& company, std::size_t at = 0) {
    return company.find("branches")->items()->at(at);
}

}  // namespace

TEST_CASE("anybody learns the company's name, branches and hours, and nothing of a person") {
    ToldShop shop;
    Browser stranger(shop);
    shop.now += std::chrono::hours(6);  // 11:00 by the company's clock
    const auto company = stranger.ok(stranger.get("company"));
    CHECK(word(company, "name") == "Real Shop");
    CHECK(word(*company.find("description"), "kk") == "<b>О нас</b>");
    REQUIRE(company.find("branches")->items()->size() == 2);
    CHECK(word(first_branch(company), "name") == "Centre");
    CHECK(*first_branch(company).find("opening")->find("open")->boolean());
    CHECK(word(*first_branch(company).find("opening"), "until") == "2026-01-15T15:00:00.000Z");
    // There it is 9 o'clock.
    CHECK_FALSE(*first_branch(company, 1).find("opening")->find("open")->boolean());
    CHECK(word(*first_branch(company, 1).find("opening"), "until") == "2026-01-15T07:00:00.000Z");
    CHECK(word(stranger.ok(stranger.get("session")), "shop") == "Real Shop");
}

TEST_CASE("what anybody may ask without a session is answered while nothing can be written") {
    ToldShop shop;
    ReadStorage storage(*shop.storage);
    Service service(
        shop.programme, storage, 42, [&] { return shop.now; }, [&] { return shop.random(); });
    CardViews views(service);
    CardApi api(service, "a secret", shop.settings, shop.files, views);
    const Browser stranger(shop);
    for (const auto* call : {"company", "session"}) {
        INFO(call);
        const auto answer = api.serve_call({"GET", std::string("/card/api/") + call, stranger.headers(), {}});
        CHECK(answer.status == 200);
    }
}

TEST_CASE("a session that is used for reading only lives on") {
    CardShop shop;
    Browser browser(shop);
    browser.sign_in(anna);
    for (int month = 0; month < 12; ++month) {
        shop.now += std::chrono::days(30);
        CHECK(*browser.ok(browser.get("session")).find("confirmed")->boolean());
    }
}

TEST_CASE("a company that has told nothing has the programme's name and branches without hours") {
    CardShop shop;
    Browser stranger(shop);
    shop.service.transact([](RequestContext& context) { context.db.staff.find_or_add_branch("Centre"); });
    const auto company = stranger.ok(stranger.get("company"));
    CHECK(word(company, "name") == shop.programme.name);
    CHECK(first_branch(company).find("opening")->is_null());
    CHECK(company.find("logo")->is_null());
}

TEST_CASE("no order goes to a closed branch") {
    ToldShop shop;
    Browser browser(shop);
    browser.join(anna, "Anna");
    loyalty::GoodsDraft draft;
    draft.name = "Kettle";
    draft.data.ware.price = Money(1000);
    const auto id = std::get<loyalty::Goods>(shop.service.answer(loyalty::CreateGoods{draft})).id;
    CHECK(browser.ok(browser.get("goods")).find("branches")->items()->size() == 2);
    const auto order_to = [&](const char* branch) {
        return browser
            .post("order", Json::object({{"items", Json::Array{Json::object({{"id", id}, {"count", 1}})}},
                                         {"branch", branch}}))
            .status;
    };
    CHECK(order_to("Gone") == 409);
    CHECK(order_to("Centre") == 200);
}

TEST_CASE("a picture is shown to everybody by its id, and no other file is") {
    CardShop shop;
    Browser stranger(shop);
    const auto id = keep_picture(*shop.storage, PictureFiles(shop.pictures.path), shop.service.randomness(),
                                 "image/png", png_of(2, 2), shop.now);
    const auto shown = stranger.get("picture?id=" + id);
    CHECK(shown.status == 200);
    CHECK(header_of(shown.headers, "Content-Type") == "image/png");
    CHECK(shown.body == png_of(2, 2));
    for (const auto* wrong : {"picture", "picture?id=", "picture?id=../x", "picture?id=%2e%2e%2fapi.key",
                              "picture?id=0b8bd2d2-2b0a-4cf2-8a6c-2a2dfd8b8ae0"})
        CHECK(stranger.get(wrong).status == 404);
}
