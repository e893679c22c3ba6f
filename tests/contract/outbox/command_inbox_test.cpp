#include "plugin/outbox/command_inbox.hpp"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

#include "sample_entries.hpp"

namespace tillpoints::testing {
namespace {

CommandInbox::Options inbox_of(const Shop& shop) {
    return {(shop.folder() / "commands.db").string(), shop.key_file(), std::chrono::seconds(20)};
}

std::unique_ptr<CommandInbox> open_inbox(const Shop& shop) {
    auto inbox = CommandInbox::open(inbox_of(shop));
    if (!inbox) throw std::runtime_error(inbox.error().sentence());
    return std::move(*inbox);
}

using Waiting = std::vector<CommandInbox::Waiting>;

/// Sleeps, because a slow disk is what it stands for: a test without SQLite's lock held for a while would
/// show nothing.
int unlink_slowly(const char* file) {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    return ::unlink(file);
}

/// Makes every later commit of this process slow, with the inbox locked, as on a busy disk.
void slow_the_disk() {
    auto* vfs = sqlite3_vfs_find(nullptr);
    if (vfs->xSetSystemCall(vfs, "unlink", reinterpret_cast<sqlite3_syscall_ptr>(unlink_slowly)) != SQLITE_OK)
        ::_exit(2);
}

/// Inserts one command after another and writes a byte to `told` after the first.
[[noreturn]] void put_without_a_pause(const Shop& shop, int commands, int told) {
    slow_the_disk();
    const auto inbox = CommandInbox::open(inbox_of(shop));
    bool right = inbox.has_value();
    for (int i = 0; right && i < commands; ++i) {
        right = (*inbox)->put("greedy " + std::to_string(i), "retry", at(1)).has_value();
        if (i == 0) right = ::write(told, "1", 1) == 1 && right;
    }
    ::_exit(right ? 0 : 1);
}

}  // namespace

TEST_CASE("a command in the inbox waits for the owner, and its first answer stays") {
    const Shop shop;
    shop.open();
    REQUIRE(open_inbox(shop)->put("one", "retry", at(1)).has_value());
    REQUIRE(open_inbox(shop)->put("two", "cancel", at(2)).has_value());
    const auto inbox = open_inbox(shop);
    CHECK(inbox->waiting().value() == Waiting{{"one", "retry"}, {"two", "cancel"}});
    CHECK_FALSE(inbox->answer_to("one").value().has_value());
    REQUIRE(inbox->answer("one", "done").has_value());
    REQUIRE(inbox->answer("one", "never mind").has_value());
    CHECK(open_inbox(shop)->answer_to("one").value() == "done");
    CHECK(inbox->waiting().value() == Waiting{{"two", "cancel"}});
    CHECK_FALSE(inbox->answer_to("three").value().has_value());
}

TEST_CASE("a command given twice under one id is one command, before and after its answer") {
    const Shop shop;
    shop.open();
    const auto inbox = open_inbox(shop);
    REQUIRE(inbox->put("one", "retry", at(1)).has_value());
    REQUIRE(inbox->put("one", "cancel", at(2)).has_value());
    CHECK(inbox->waiting().value() == Waiting{{"one", "retry"}});
    REQUIRE(inbox->answer("one", "done").has_value());
    REQUIRE(inbox->put("one", "retry", at(3)).has_value());
    CHECK(inbox->waiting()->empty());
}

TEST_CASE("other processes insert commands while the owner has its database open, and none is lost") {
    const Shop shop;
    const auto outbox = shop.open();
    open_inbox(shop);
    constexpr int processes = 4, commands = 10;
    for (int process = 0; process < processes; ++process)
        if (::fork() == 0) {
            bool right = true;
            for (int i = 0; i < commands; ++i) {
                const auto id = std::to_string(process) + "." + std::to_string(i);
                const auto inbox = CommandInbox::open(inbox_of(shop));
                const auto put = inbox ? (*inbox)->put(id, "retry", at(1)) : Result<void>(inbox.error());
                right = right && put;
            }
            ::_exit(right ? 0 : 1);
        }
    for (int process = 0; process < processes; ++process) {
        int status = -1;
        ::wait(&status);
        CHECK(status == 0);
    }
    CHECK(open_inbox(shop)->waiting()->size() == processes * commands);
}

TEST_CASE("a process that inserts one command after another does not keep another process waiting") {
    const Shop shop(Place::memory);
    shop.open();
    int heard[2];
    REQUIRE(::pipe(heard) == 0);
    constexpr int commands = 60;
    const pid_t greedy = ::fork();
    if (greedy == 0) put_without_a_pause(shop, commands, heard[1]);
    char first = 0;
    REQUIRE(::read(heard[0], &first, 1) == 1);
    REQUIRE(open_inbox(shop)->put("patient", "retry", at(1)).has_value());
    int status = -1;
    ::waitpid(greedy, &status, 0);
    CHECK(status == 0);
    for (const int end : heard) ::close(end);
    const auto order = open_inbox(shop)->waiting().value();
    const auto patient =
        std::find_if(order.begin(), order.end(), [](const auto& it) { return it.id == "patient"; });
    REQUIRE(order.size() == commands + 1);
    CHECK(patient - order.begin() < commands / 3);
}

TEST_CASE("a change of the inbox changes its stamp, and reading the stamp makes no file") {
    const Shop shop;
    shop.open();
    const auto file = inbox_of(shop).file;
    CHECK_FALSE(CommandInbox::stamp_of(file).has_value());
    const auto inbox = open_inbox(shop);
    const auto before = CommandInbox::stamp_of(file);
    REQUIRE(before.has_value());
    auto after = before;
    for (int i = 0; i < 100 && after == before; ++i) {
        REQUIRE(inbox->put(std::to_string(i), "retry", at(1)).has_value());
        after = CommandInbox::stamp_of(file);
        std::this_thread::yield();
    }
    CHECK(after != before);
}

TEST_CASE("a command that another program changed cannot be read but can be answered") {
    const Shop shop;
    shop.open();
    const auto inbox = open_inbox(shop);
    REQUIRE(inbox->put("one", "retry", at(1)).has_value());
    REQUIRE(inbox->put("two", "cancel", at(1)).has_value());
    Shop::meddle_with(inbox_of(shop).file,
                      "UPDATE commands SET request = (SELECT request FROM commands WHERE id = 'two')");
    CHECK(inbox->waiting().value() == Waiting{{"one", std::nullopt}, {"two", "cancel"}});
    REQUIRE(inbox->answer("one", "unreadable").has_value());
    CHECK(inbox->waiting()->size() == 1);
}

TEST_CASE("commands are sealed, and only the owner may read the inbox's file") {
    const Shop shop;
    shop.open();
    REQUIRE(open_inbox(shop)->put("one", "the phone +77011234567", at(1)).has_value());
    CHECK(bytes_of(inbox_of(shop).file).find("77011234567") == std::string::npos);
    CHECK((std::filesystem::status(inbox_of(shop).file).permissions() & std::filesystem::perms::mask) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("an inbox of a newer version, another file, and an inbox without an outbox are refused and kept") {
    const Shop shop;
    CHECK(CommandInbox::open(inbox_of(shop)).error().code == Errc::storage_failed);
    CHECK_FALSE(std::filesystem::exists(inbox_of(shop).file));
    shop.open();
    open_inbox(shop);
    Shop::meddle_with(inbox_of(shop).file, "PRAGMA user_version=2");
    const auto newer = bytes_of(inbox_of(shop).file);
    CHECK(CommandInbox::open(inbox_of(shop)).error().code == Errc::storage_newer);
    CHECK(bytes_of(inbox_of(shop).file) == newer);
    write_bytes(inbox_of(shop).file, std::string(5000, 'x'));
    CHECK(CommandInbox::open(inbox_of(shop)).error().code == Errc::storage_corrupt);
    CHECK(bytes_of(inbox_of(shop).file) == std::string(5000, 'x'));
}

}  // namespace tillpoints::testing
