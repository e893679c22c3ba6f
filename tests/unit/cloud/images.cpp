#include <filesystem>
#include <fstream>

#include "cloud/api/goods/image_endpoint.hpp"
#include "cloud/jobs/sweep.hpp"
#include "price_list.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;
using std::chrono::hours;
using std::chrono::minutes;

/// What becomes of pictures that no goods show.
namespace {

struct Pictures : PriceList {
    Pictures() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "tillpoints-pictures-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        images.emplace(service, folder);
    }
    ~Pictures() { std::filesystem::remove_all(folder); }

    loyalty::ImageUpload slot() {
        return std::get<loyalty::ImageUpload>(service.answer(loyalty::RequestImageUpload{"image/png"}));
    }
    int put(const loyalty::ImageUpload& upload) {
        const HttpRequest request{"PUT", upload.url, upload.headers, "\x89PNG\r\n\x1a\n and more"};
        return images->serve(request).status;
    }
    std::string picture() {
        const auto upload = slot();
        REQUIRE(put(upload) == 200);
        age(upload.image, hours(25));
        return upload.image;
    }
    void age(const std::string& file, hours by) {
        std::filesystem::last_write_time(folder + "/" + file,
                                         std::filesystem::file_time_type::clock::now() - by);
    }
    std::int64_t show(const std::string& image) {
        auto draft = item("Cup", roubles(1));
        draft.data.photos = {image};
        return id_of(draft);
    }
    /// The daily sweep, and the removal of orphaned files after it.
    std::int64_t sweep_all() {
        const auto swept = sweep(service);
        while (images->remove_orphans()) continue;
        return swept.pictures;
    }
    bool on_disk(const std::string& name) { return std::filesystem::exists(folder + "/" + name); }
    bool known(const std::string& image) {
        bool found = false;
        storage->read([&](Transaction& db) { found = db.images.find(image).has_value(); });
        return found;
    }

    std::string folder;
    std::optional<ImageEndpoint> images;
};

}  // namespace

TEST_CASE("a slot that was never used is removed once its time is over, and not before") {
    Pictures shop;
    const auto unused = shop.slot();
    shop.now += minutes(15) - std::chrono::milliseconds(1);
    CHECK(shop.sweep_all() == 0);
    CHECK(shop.known(unused.image));
    shop.now += std::chrono::milliseconds(1);
    CHECK(shop.sweep_all() == 1);
    CHECK_FALSE(shop.known(unused.image));
    CHECK(shop.put(unused) == 403);
    CHECK_FALSE(shop.on_disk(unused.image));
    CHECK(shop.sweep_all() == 0);
}

TEST_CASE(
    "a picture that no goods show is removed a day after its slot's end, with its file; one that is shown "
    "stays") {
    Pictures shop;
    const auto lonely = shop.picture();
    const auto shown = shop.picture();
    const auto goods = shop.show(shown);
    shop.now += minutes(15) + hours(24) - std::chrono::milliseconds(1);
    CHECK(shop.sweep_all() == 0);
    shop.now += std::chrono::milliseconds(1);
    CHECK(shop.sweep_all() == 1);
    CHECK_FALSE(shop.known(lonely));
    CHECK_FALSE(shop.on_disk(lonely));
    CHECK(shop.on_disk(shown));
    CHECK(shop.images->serve({"GET", "/images/" + shown, {}, {}}).status == 200);
    CHECK(shop.images->serve({"GET", "/images/" + lonely, {}, {}}).status == 404);

    shop.now += hours(24 * 400);
    CHECK(shop.sweep_all() == 0);
    shop.change(goods, PriceList::item("Cup", roubles(1)));
    shop.slot();
    CHECK(shop.sweep_all() == 1);
    CHECK_FALSE(shop.on_disk(shown));
}

TEST_CASE("a picture of two goods stays until the last of them is gone") {
    Pictures shop;
    const auto image = shop.picture();
    const auto first = shop.show(image);
    const auto second = shop.show(image);
    shop.now += hours(48);
    shop.service.answer(loyalty::DeleteGoods{first});
    CHECK(shop.sweep_all() == 0);
    shop.service.answer(loyalty::DeleteGoods{second});
    CHECK(shop.sweep_all() == 1);
}

TEST_CASE(
    "cleaning up removes what an upload left unfinished an hour ago, and no file that is not a picture's") {
    Pictures shop;
    const std::string id = "0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10";
    for (const auto* name :
         {"0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10.new", "1d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10.new",
          "2d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10", "notes.txt", "notes.new"})
        std::ofstream(shop.folder + "/" + name) << "x";
    for (const auto* old : {"0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10.new", "notes.new"}) shop.age(old, hours(2));
    shop.age("2d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10", hours(25));
    shop.slot();
    shop.sweep_all();
    CHECK_FALSE(shop.on_disk(id + ".new"));
    CHECK(shop.on_disk("1d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10.new"));
    CHECK_FALSE(shop.on_disk("2d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10"));
    CHECK(shop.on_disk("notes.txt"));
    CHECK(shop.on_disk("notes.new"));
}

TEST_CASE(
    "a database without a picture removes no file, and any other none of the last day: they may be another "
    "shop's") {
    Pictures shop;
    const std::string fresh = "0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10";
    const std::string old = "1d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10";
    for (const auto& name : {fresh, old, old + ".new"}) std::ofstream(shop.folder + "/" + name) << "x";
    shop.age(old, hours(400));
    shop.age(old + ".new", hours(400));
    shop.sweep_all();
    for (const auto& name : {fresh, old, old + ".new"}) CHECK(shop.on_disk(name));
    shop.slot();
    shop.age(fresh, hours(23));
    shop.sweep_all();
    CHECK(shop.on_disk(fresh));
    CHECK_FALSE(shop.on_disk(old));
    CHECK_FALSE(shop.on_disk(old + ".new"));
}

TEST_CASE("more pictures than fit into one slice are removed in several") {
    Pictures shop;
    for (int i = 0; i < 450; ++i) shop.slot();
    shop.now += hours(1);
    CHECK(shop.sweep_all() == 450);
}
