#include <catch2/catch.hpp>
#include <fstream>

#include "../plugin/process.hpp"
#include "sidecar.hpp"

/// `tillpoints send`: single events without a program of one's own.
namespace tillpoints::test {
namespace {

struct Sent {
    int status;
    std::vector<Json> replies;
};

Sent send(const Folder& folder, const std::vector<Json>& events, const std::vector<std::string>& options) {
    {
        std::ofstream file(folder / "events.jsonl");
        for (auto event : events) {
            event["v"] = 1;
            file << event.dump() << '\n';
        }
    }
    std::vector<std::string> words{TILLPOINTS_CLI, "--plugin", TILLPOINTS_LIBRARY, "send",
                                   folder / "events.jsonl"};
    words.insert(words.end(), options.begin(), options.end());
    std::string command;
    for (const auto& word : words) command += "'" + word + "' ";
    const int status = std::system((command + ">" + (folder / "replies.jsonl") + " 2>&1").c_str());
    Sent sent{WEXITSTATUS(status), {}};
    std::ifstream replies(folder / "replies.jsonl");
    for (std::string line; std::getline(replies, line);)
        sent.replies.push_back(Json::parse(line, nullptr, false));
    return sent;
}

}  // namespace

TEST_CASE("the tool sends events to a running daemon and prints each reply") {
    const Cloud cloud;
    Sidecar sidecar(cloud);
    sidecar.start();
    const Folder folder;
    const std::vector<std::string> to_daemon{"--socket", sidecar.socket_path(), "--terminal", "till-1"};
    const auto sold = send(folder, {opening("s-1"), closing("s-1")}, to_daemon);
    CHECK(sold.status == 0);
    REQUIRE(sold.replies.size() == 2);
    CHECK(sold.replies.at(0).at("status") == "ok");
    CHECK(sold.replies.at(1).at("status") == "stored");

    const auto wrong = send(folder, {{{"v", 1}, {"event", "no_such_event"}}}, to_daemon);
    CHECK(wrong.status == 1);
    CHECK(wrong.replies.at(0).at("status") == "error");
    CHECK(
        send(folder, {opening("s-2")}, {"--socket", sidecar.socket_path(), "--terminal", "nobody"}).status ==
        1);
    CHECK(send(folder, {opening("s-2")}, {"--socket", folder / "nowhere.sock"}).status == 1);
}

TEST_CASE("the tool sends events to the library itself, where no register runs") {
    const Cloud cloud;
    Sidecar sidecar(cloud);
    const Folder folder;
    Json config = sidecar.config().at("plugin");
    config["data_directory"] = folder / "data";
    std::ofstream(folder / "config.json") << config.dump();
    const auto sold = send(folder, {opening("s-1"), closing("s-1")}, {"--config", folder / "config.json"});
    CHECK(sold.status == 0);
    REQUIRE(sold.replies.size() == 2);
    CHECK(sold.replies.at(1).at("status") == "stored");
    std::ofstream(folder / "events.txt") << "no event\n";
    const auto command = std::string(TILLPOINTS_CLI " --plugin " TILLPOINTS_LIBRARY " send ") +
                         (folder / "events.txt") + " --config " + (folder / "config.json") + " 2>/dev/null";
    CHECK(WEXITSTATUS(std::system(command.c_str())) == 2);
}

}  // namespace tillpoints::test
