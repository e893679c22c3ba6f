#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

/// A shop with one register and a fake plugin that implements only the interface.
class Shop {
  public:
    Shop() {
        std::string name = (fs::temp_directory_path() / "tillpoints-shop-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        folder_ = name;
        write("config.json", "{}");
        write("customers.json",
              R"([{"phone":"+79000000001","codes":["111111","222222"]},{"phone":"+79000000002"}])");
    }
    ~Shop() { fs::remove_all(folder_); }

    std::string file(const std::string& name) const { return folder_ + "/" + name; }
    void write(const std::string& name, const std::string& text) const { std::ofstream(file(name)) << text; }

    /// The wait status of the register, as system() gives it.
    int play(const std::string& arguments) const {
        const auto command = std::string("exec " TILLPOINTS_REGISTER " --plugin " TILLPOINTS_FAKE_PLUGIN) +
                             " --config " + file("config.json") + " --customers " + file("customers.json") +
                             " --run-id test " + arguments + " >" + file("stdout") + " 2>" + file("stderr");
        return std::system(command.c_str());
    }
    int status(const std::string& arguments) const {
        const int result = play(arguments);
        REQUIRE(WIFEXITED(result));
        return WEXITSTATUS(result);
    }
    void sell_electronics(int count) const {
        const auto command = std::string(TILLPOINTS_REGISTER " generate --seed 4 --count ") +
                             std::to_string(count) + " >" + file("day.jsonl");
        REQUIRE(std::system(command.c_str()) == 0);
    }
    std::vector<Json> lines(const std::string& name) const {
        std::vector<Json> all;
        std::ifstream input(file(name));
        for (std::string line; std::getline(input, line);) all.push_back(Json::parse(line));
        return all;
    }
    std::string text(const std::string& name) const {
        std::ifstream input(file(name));
        return {std::istreambuf_iterator<char>(input), {}};
    }

  private:
    std::string folder_;
};

std::string real_receipts() {
    return "--receipts " TILLPOINTS_TEST_DATA "/receipts.jsonl ";
}

}  // namespace

TEST_CASE("all real receipts are played, with one outcome for each") {
    const Shop shop;
    REQUIRE(shop.status(real_receipts() + "--plain --journal " + shop.file("journal")) == 0);
    const auto outcomes = shop.lines("journal");
    CHECK(outcomes.size() == 403);
    std::set<std::string> ids;
    bool some_granted = false;
    for (const auto& outcome : outcomes) {
        ids.insert(outcome.at("receipt_id").get<std::string>());
        CHECK_FALSE(outcome.at("fiscal").empty());
        CHECK(outcome.at("attempts").at(0).at("state") == "confirmed");
        some_granted = some_granted || outcome.at("granted") > 0;
    }
    CHECK(ids.size() == 403);
    CHECK(some_granted);
}

TEST_CASE("the same seed sends the same events, another seed others") {
    const Shop shop;
    shop.sell_electronics(40);
    const auto day = "--receipts " + shop.file("day.jsonl") + " --clock 2026-01-31T08:00:00Z --journal ''";
    for (const std::string run : {"1", "2", "3"})
        REQUIRE(shop.status(day + " --seed " + (run == "3" ? "8" : "7") + " --trace " +
                            shop.file("trace" + run)) == 0);
    CHECK(shop.text("trace1") == shop.text("trace2"));
    CHECK(shop.text("trace1") != shop.text("trace3"));
}

TEST_CASE("killed at any step, the register continues with the interrupted receipt and reprints none") {
    const std::string step = GENERATE("presented", "discount", "paying", "payment", "printed", "closed");
    CAPTURE(step);
    const Shop shop;
    shop.sell_electronics(20);
    const auto day = "--receipts " + shop.file("day.jsonl") + " --host payment --seed 5 --plain --journal " +
                     shop.file("journal") + " --fiscal " + shop.file("fiscal") + " --trace " +
                     shop.file("trace") + " ";
    // The seed decides which receipts have a customer; the first one that reaches the step is killed.
    std::string kills;
    for (int receipt = 3; receipt <= 9; ++receipt)
        kills += "--die-at " + std::to_string(receipt) + ":" + step + " ";
    const int result = shop.play(day + kills);
    REQUIRE(WIFSIGNALED(result));
    CHECK(WTERMSIG(result) == SIGKILL);
    const auto printed_before = shop.lines("fiscal");
    REQUIRE(shop.status(day) == 0);

    const auto printed = shop.lines("fiscal");
    std::set<std::string> ids;
    for (std::size_t at = 0; at < printed.size(); ++at) {
        CHECK(ids.insert(printed[at].at("receipt_id").get<std::string>()).second);
        CHECK(printed[at].at("fiscal").at("document") == std::to_string(at + 1));
    }
    CHECK(shop.lines("journal").size() == printed.size());
    CHECK(printed.size() == 20);

    // The restarted register reported exactly what was open and what was printed.
    Json started;
    for (const auto& message : shop.lines("trace"))
        if (message.value("event", "") == "register_started" && message.contains("open")) started = message;
    CHECK(started.at("closed").size() == printed_before.size());
    const bool over = step == "printed" || step == "closed";
    CHECK(started.at("open").size() == (over ? 0 : 1));
}

TEST_CASE("the register refuses lines that a fiscal device would refuse, exits 3 and prints none of them") {
    const std::string defect = GENERATE("wrong_sum", "above_shelf", "wrong_grant");
    CAPTURE(defect);
    const Shop shop;
    shop.write("config.json", R"({"defect":")" + defect + R"("})");
    CHECK(shop.status(real_receipts() + "--fiscal " + shop.file("fiscal")) == 3);
    CHECK(shop.text("stderr").find("THE FISCAL DEVICE REFUSES") != std::string::npos);
    CHECK(shop.lines("fiscal").empty());
}

TEST_CASE("a plugin that violates the interface contract makes the register exit 4") {
    const std::string defect = GENERATE("silent", "twice");
    CAPTURE(defect);
    const Shop shop;
    shop.sell_electronics(3);
    shop.write("config.json", R"({"defect":")" + defect + R"("})");
    CHECK(shop.status("--receipts " + shop.file("day.jsonl")) == 4);
}

TEST_CASE("a wrong command line exits 2, a missing file 1") {
    const Shop shop;
    CHECK(shop.status("--receipts") == 2);
    CHECK(shop.status(real_receipts() + "--die-at 3:never") == 2);
    CHECK(shop.status("--receipts /nowhere/day.jsonl") == 1);
    CHECK(shop.status("--help") == 0);
}

TEST_CASE("a shell command runs before the receipt it is meant for") {
    const Shop shop;
    shop.sell_electronics(6);
    const auto count = "--at '4=wc -l <" + shop.file("fiscal") + " >" + shop.file("count") + "' ";
    REQUIRE(shop.status("--receipts " + shop.file("day.jsonl") + " --plain --fiscal " + shop.file("fiscal") +
                        " " + count) == 0);
    CHECK(std::stoi(shop.text("count")) == 3);
}

TEST_CASE("receipts are shown as printed when asked for") {
    const Shop shop;
    shop.sell_electronics(2);
    REQUIRE(shop.status("--receipts " + shop.file("day.jsonl") + " --print 32") == 0);
    CHECK(shop.text("stdout").find("КАССОВЫЙ ЧЕК / ПРИХОД") != std::string::npos);
    CHECK(shop.text("stdout").find("Спасибо, баллы начислены") != std::string::npos);
}
