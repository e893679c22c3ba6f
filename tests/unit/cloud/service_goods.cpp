#include "cloud/api/goods/images.hpp"
#include "price_list.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

std::vector<std::string> fields(const loyalty::Refusal& refusal) {
    CHECK(refusal.error_code == "badRequest");
    std::vector<std::string> out;
    for (const auto& error : refusal.errors) out.push_back(error.field.value());
    return out;
}

}  // namespace

TEST_CASE("goods are found and deleted by their id and by the shop's own") {
    PriceList list;
    auto draft = PriceList::item("Kettle", roubles(1999));
    draft.external_id = "K-1";
    const auto id = list.id_of(draft);
    CHECK(list.goods(id).draft == draft);
    CHECK(list.goods(id).created == list.now);
    CHECK(std::get<loyalty::Goods>(list.service.answer(loyalty::GetGoods{std::string("K-1")})).id == id);
    list.service.answer(loyalty::DeleteGoods{std::string("K-1")});
    CHECK(refused(list.service.answer(loyalty::GetGoods{id})).code == Errc::not_found);
    for (const auto& key : {loyalty::GoodsKey(id), loyalty::GoodsKey(std::string("K-1"))}) {
        CHECK(refused(list.service.answer(loyalty::DeleteGoods{key})).code == Errc::not_found);
        CHECK(refused(list.service.answer(loyalty::UpdateGoods{key, draft})).code == Errc::not_found);
    }
}

TEST_CASE("a change by the shop's own id keeps that id unless it names another") {
    PriceList list;
    auto draft = PriceList::item("Kettle", roubles(1999));
    draft.external_id = "K-1";
    list.put(draft);
    draft.external_id = {};
    draft.name = "Big kettle";
    list.service.answer(loyalty::UpdateGoods{std::string("K-1"), draft});
    CHECK(std::get<loyalty::Goods>(list.service.answer(loyalty::GetGoods{std::string("K-1")})).draft.name ==
          "Big kettle");
}

TEST_CASE("an id of the shop's belongs to one of the goods") {
    PriceList list;
    auto draft = PriceList::item("Kettle", roubles(1999));
    draft.external_id = "K-1";
    const auto id = list.id_of(draft);
    CHECK(fields(refused(list.put(draft))) == std::vector<std::string>{"externalId"});
    CHECK(std::holds_alternative<loyalty::Goods>(list.change(id, draft)));
    const auto other = list.id_of(PriceList::item("Cup", roubles(100)));
    CHECK(fields(refused(list.change(other, draft))) == std::vector<std::string>{"externalId"});
}

TEST_CASE("a category lists what stands in it, a page at a time, with how much there is") {
    PriceList list;
    const auto kitchen = list.id_of(PriceList::category("Kitchen"));
    for (int i = 0; i < 3; ++i) list.put(PriceList::item("Cup", roubles(100), kitchen));
    const auto page = [&](loyalty::ListGoods call) {
        return std::get<loyalty::GoodsPage>(list.service.answer(call));
    };
    CHECK(page({kitchen, 2, 0}).rows.size() == 2);
    CHECK(page({kitchen, 2, 2}).rows.size() == 1);
    CHECK(page({kitchen, 2, 2}).total == 3);
    CHECK(page({}).rows.at(0).id == kitchen);
    CHECK(page({}).total == 1);
    CHECK(refused(list.service.answer(loyalty::ListGoods{999, 10, 0})).code == Errc::not_found);
}

TEST_CASE("categories stand three levels deep; a deeper one, or one in goods, has no valid node") {
    PriceList list;
    const auto top = list.id_of(PriceList::category("1"));
    const auto middle = list.id_of(PriceList::category("2", top));
    const auto bottom = list.id_of(PriceList::category("3", middle));
    const auto invalid = [&](const loyalty::ShopAnswer& answer) {
        CHECK(refused(answer).status == 400);
        return refused(answer).error_code == "goods.nodeIndex.invalid";
    };
    CHECK(invalid(list.put(PriceList::category("4", bottom))));
    const auto cup = list.id_of(PriceList::item("Cup", roubles(100), bottom));
    CHECK(invalid(list.put(PriceList::item("Saucer", roubles(50), cup))));
    CHECK(invalid(list.put(PriceList::item("Saucer", roubles(50), 999))));
    CHECK(invalid(list.change(top, PriceList::category("1", bottom))));
    CHECK(invalid(list.change(top, PriceList::category("1", top))));
    const auto other = list.id_of(PriceList::category("other"));
    CHECK(invalid(list.change(top, PriceList::category("1", other))));
    CHECK(std::holds_alternative<loyalty::Goods>(list.change(middle, PriceList::category("2", other))));
}

TEST_CASE("twenty categories stand together, and one of them may be changed where it is") {
    PriceList list;
    std::int64_t last = 0;
    for (int i = 0; i < 20; ++i) last = list.id_of(PriceList::category("c" + std::to_string(i)));
    CHECK(refused(list.put(PriceList::category("one more"))).error_code == "goods.limitIsReached");
    CHECK(std::holds_alternative<loyalty::Goods>(list.change(last, PriceList::category("renamed"))));
    CHECK(std::holds_alternative<loyalty::Goods>(list.put(PriceList::category("inside", last))));
    CHECK(std::holds_alternative<loyalty::Goods>(list.put(PriceList::item("Cup", roubles(1)))));
}

TEST_CASE("a category that is not empty is neither deleted nor turned into goods") {
    PriceList list;
    const auto kitchen = list.id_of(PriceList::category("Kitchen"));
    const auto cup = list.id_of(PriceList::item("Cup", roubles(100), kitchen));
    CHECK(fields(refused(list.service.answer(loyalty::DeleteGoods{kitchen}))) ==
          std::vector<std::string>{"id"});
    CHECK(fields(refused(list.change(kitchen, PriceList::item("Kitchen", roubles(1))))) ==
          std::vector<std::string>{"data.type"});
    list.service.answer(loyalty::DeleteGoods{cup});
    CHECK(std::holds_alternative<loyalty::Deleted>(list.service.answer(loyalty::DeleteGoods{kitchen})));
}

TEST_CASE("photos are pictures that were uploaded, and are shown by their addresses") {
    PriceList list;
    list.service.service_info().base_url = "https://cloud";
    auto draft = PriceList::item("Cup", roubles(100));
    draft.data.photos = {"0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10"};
    CHECK(fields(refused(list.put(draft))) == std::vector<std::string>{"data.photos[0]"});
    const auto upload =
        std::get<loyalty::ImageUpload>(list.service.answer(loyalty::RequestImageUpload{"image/png"}));
    draft.data.photos = {upload.image};
    CHECK(fields(refused(list.put(draft))) == std::vector<std::string>{"data.photos[0]"});
    list.service.transact([&](RequestContext& context) { context.db.images.set_size(upload.image, 100); });
    CHECK(list.goods(list.id_of(draft)).image_urls ==
          std::vector<std::string>{"https://cloud/images/" + upload.image});
}

TEST_CASE("a picture is uploaded with its token, in time, once, with its true type") {
    PriceList list;
    list.service.service_info().base_url = "https://cloud";
    const auto upload =
        std::get<loyalty::ImageUpload>(list.service.answer(loyalty::RequestImageUpload{"image/png"}));
    CHECK(upload.url.starts_with("https://cloud/images/" + upload.image + "?token="));
    CHECK(upload.headers == HttpHeaders{{"Content-Type", "image/png"}});
    CHECK(upload.expires == list.now + std::chrono::minutes(15));
    CHECK(fields(refused(list.service.answer(loyalty::RequestImageUpload{"text/html"}))) ==
          std::vector<std::string>{"contentType"});

    const std::string png("\x89PNG\r\n\x1a\n and more");
    const ImageRecord record{"id", "token", "image/png", list.now + std::chrono::minutes(15)};
    const auto judge = [&](const std::optional<ImageRecord>& image, const char* token, const char* type,
                           const std::string& bytes, int minutes = 0) {
        return check_upload(image, token, type, bytes, list.now + std::chrono::minutes(minutes));
    };
    CHECK_FALSE(judge(record, "token", "image/png", png));
    CHECK_FALSE(judge(record, "token", "image/png", png, 14));
    CHECK(judge(record, "token", "image/png", png, 15) == UploadError::forbidden);
    CHECK(judge(record, "tokem", "image/png", png) == UploadError::forbidden);
    CHECK(judge({}, "token", "image/png", png) == UploadError::forbidden);
    CHECK(judge(record, "token", "image/jpeg", png) == UploadError::wrong_type);
    CHECK(judge(record, "token", "image/png", "<html>") == UploadError::wrong_type);
    CHECK(judge(record, "token", "image/png", "") == UploadError::empty);
    CHECK_FALSE(judge(record, "token", "image/png", png + std::string(max_image_bytes - png.size(), 'x')));
    CHECK(judge(record, "token", "image/png", png + std::string(max_image_bytes, 'x')) ==
          UploadError::too_large);
    auto here = record;
    here.size = 10;
    CHECK(judge(here, "token", "image/png", png) == UploadError::used);
}

TEST_CASE("pictures are known by their first bytes") {
    CHECK(is_image_of("image/jpeg", "\xff\xd8\xff\xe0"));
    CHECK(is_image_of("image/gif", "GIF89a"));
    CHECK(is_image_of("image/webp", std::string("RIFF\0\0\0\0WEBPVP8 ", 16)));
    CHECK_FALSE(is_image_of("image/webp", "RIFF"));
    CHECK_FALSE(is_image_of("image/svg+xml", "<svg>"));
}
