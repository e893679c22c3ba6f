#include <catch2/catch.hpp>
#include <filesystem>
#include <future>

#include "adapters/sidecar/answer_store.hpp"

using namespace tillpoints::sidecar;

namespace {

/// A store in a temporary folder; results are taken on the store's own threads.
class Stored {
  public:
    Stored() {
        char pattern[] = "/tmp/tillpoints-answers-XXXXXX";
        REQUIRE(mkdtemp(pattern) != nullptr);
        folder_ = pattern;
        open();
    }
    ~Stored() {
        store_.reset();
        std::filesystem::remove_all(folder_);
    }
    void open() {
        store_.reset();
        store_ = std::make_unique<AnswerStore>(folder_ + "/answers.db", [](const auto& work) { work(); });
    }
    bool keep(const AnswerKey& key, const KeptAnswer& answer) {
        std::promise<bool> done;
        store_->keep(key, answer, [&](bool kept) { done.set_value(kept); });
        return done.get_future().get();
    }
    std::optional<KeptAnswer> find(const AnswerKey& key) {
        std::promise<std::optional<KeptAnswer>> done;
        store_->find(key, [&](auto found) { done.set_value(std::move(found)); });
        return done.get_future().get();
    }
    AnswerStore& store() { return *store_; }
    std::filesystem::path file() const { return folder_ + "/answers.db"; }

  private:
    std::string folder_;
    std::unique_ptr<AnswerStore> store_;
};

const AnswerKey key{"till-1", "k"};
const KeptAnswer yes{"digest", "receipt_closed", "r-1", "yes"};

}  // namespace

TEST_CASE("a kept answer is found, also when the file is opened again") {
    Stored stored;
    CHECK_FALSE(stored.find(key));
    CHECK(stored.keep(key, yes));
    stored.open();
    const auto found = stored.find(key);
    REQUIRE(found);
    CHECK(found->answer == "yes");
    CHECK(found->body_digest == "digest");
    CHECK(found->event == "receipt_closed");
    CHECK_FALSE(stored.find({"till-2", "k"}));
}

TEST_CASE("only the owner may read the answers, because they name customers") {
    Stored stored;
    using std::filesystem::perms;
    CHECK((std::filesystem::status(stored.file()).permissions() & (perms::group_all | perms::others_all)) ==
          perms::none);
}

TEST_CASE("answers are kept as long as something happens to their receipt") {
    Stored stored;
    stored.keep(key, yes);
    stored.store().forget_older_than(std::chrono::hours(1));
    stored.keep({"till-1", "later"}, yes);  // after it, on the same thread
    CHECK(stored.find(key));
    stored.store().forget_older_than(std::chrono::seconds(-10));
    stored.keep({"till-1", "another"}, {"digest", "receipt_closed", "r-2", "yes"});
    CHECK_FALSE(stored.find(key));
    CHECK(stored.find({"till-1", "another"}));
}

TEST_CASE("many answers at once are all kept") {
    Stored stored;
    std::atomic<int> kept = 0;
    for (int i = 0; i < 1000; ++i)
        stored.store().keep({"till-1", std::to_string(i)}, yes, [&](bool ok) { kept += ok ? 1 : 0; });
    stored.open();
    CHECK(kept == 1000);
    CHECK(stored.find({"till-1", "999"}));
}

TEST_CASE("a file that is no database is refused with its path") {
    char pattern[] = "/tmp/tillpoints-answers-XXXXXX";
    REQUIRE(mkdtemp(pattern) != nullptr);
    const auto folder = std::filesystem::path(pattern);
    CHECK_THROWS_WITH(AnswerStore(folder / "none" / "answers.db", [](const auto& work) { work(); }),
                      Catch::Contains("answers.db"));
    std::filesystem::remove_all(folder);
}
