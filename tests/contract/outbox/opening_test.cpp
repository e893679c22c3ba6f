#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <map>

#include "plugin/outbox/guarded.hpp"
#include "sample_entries.hpp"

namespace tillpoints::testing {
namespace {

/// Every file but the owner's lock, whose existence has no meaning.
std::map<std::string, std::string> files_of(const Shop& shop) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(shop.folder()))
        if (entry.path().extension() != ".lock") files[entry.path().filename()] = bytes_of(entry.path());
    return files;
}

Errc refusal(const Outbox::Options& options) {
    const auto opened = Outbox::open(options);
    return opened ? Errc{} : opened.error().code;
}

/// The files as a crash would leave them: copied while their owner still has them open.
void copy_as_after_a_crash(const Shop& from, const Shop& to) {
    for (const auto& [name, bytes] : files_of(from))
        if (name.find("-shm") == std::string::npos) write_bytes((to.folder() / name).string(), bytes);
}

}  // namespace

TEST_CASE("every file is made with mode 0600") {
    const auto mask = ::umask(0);
    const Shop shop;
    {
        const auto outbox = shop.open();
        store(*outbox, sale("r"));
        for (const auto& entry : std::filesystem::directory_iterator(shop.folder())) {
            INFO(entry.path());
            CHECK((entry.status().permissions() & std::filesystem::perms::mask) ==
                  (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
        }
    }
    ::umask(mask);
}

TEST_CASE("a key file that other users may read is set to mode 0600") {
    const Shop shop;
    shop.open();
    std::filesystem::permissions(shop.key_file(), std::filesystem::perms(0644));
    shop.open();
    CHECK(std::filesystem::status(shop.key_file()).permissions() == std::filesystem::perms(0600));
}

TEST_CASE("a second owner is refused as long as the first one lives, in the same process too") {
    const Shop shop;
    auto first = shop.open();
    CHECK(refusal(shop.options()) == Errc::storage_busy);
    store(*first, sale("r"));
    first.reset();
    CHECK(all_entries(*shop.open()).size() == 1);
}

TEST_CASE("a second owner is told the database's path and the process that owns it") {
    const Shop shop;
    const auto first = shop.open();
    const auto second = shop.try_open();
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().where == "database " + shop.file());
    CHECK(second.error().found.find("process " + std::to_string(::getpid()) + " (") == 0);
}

TEST_CASE("an error of the disk names the file, and tells a full disk from a forbidden file") {
    const auto expected = [](const Problem& problem) {
        CHECK(problem.code == Errc::storage_failed);
        CHECK(problem.where == "database /data/outbox.db");
        return problem.expected;
    };
    using outbox::problem_of;
    const std::string file = "/data/outbox.db";
    const auto of_system = [&](int number) {
        return problem_of(std::system_error(number, std::generic_category(), "sync the folder"), file);
    };
    CHECK(expected(problem_of(outbox::SqliteFailure(SQLITE_FULL), file)) == "free space on the disk");
    CHECK(expected(of_system(ENOSPC)) == "free space on the disk");
    CHECK(expected(problem_of(outbox::SqliteFailure(SQLITE_CANTOPEN), file)) ==
          "a file that this process may open and write");
    CHECK(expected(of_system(EACCES)) == "a file that this process may open and write");
    CHECK(expected(problem_of(outbox::SqliteFailure(SQLITE_IOERR), file)) == "a working disk");
    CHECK(of_system(ENOSPC).found == "sync the folder: No space left on device");
}

TEST_CASE("a read-only process sees what the owner commits, takes no lock and changes nothing") {
    const Shop shop;
    auto options = shop.options();
    options.read_only = true;
    auto owner = shop.open();
    store(*owner, sale("before"));
    const auto before = files_of(shop);
    {
        const auto onlooker = Outbox::open(options).value();
        CHECK(all_entries(*onlooker).size() == 1);
        CHECK(files_of(shop)[std::filesystem::path(shop.file()).filename()] == before.at("outbox.db"));
        store(*owner, sale("after"));
        CHECK(all_entries(*onlooker).size() == 2);
        CHECK(onlooker->commit(Batch{{}, {sale("mine")}, {}, {}, {}}).error().code == Errc::misuse);
    }
    owner.reset();
    const auto closed = files_of(shop);
    CHECK(all_entries(*Outbox::open(options).value()).size() == 2);
    const auto after = files_of(shop);
    CHECK(after.at("outbox.db") == closed.at("outbox.db"));
    CHECK(after.at("outbox.db-wal") == closed.at("outbox.db-wal"));
}

TEST_CASE("a read-only process does not make a database") {
    const Shop shop;
    auto options = shop.options();
    options.read_only = true;
    CHECK(refusal(options) == Errc::storage_failed);
    CHECK(files_of(shop).empty());
}

TEST_CASE("a newer schema is refused and every file is left unchanged, byte for byte") {
    const Shop shop;
    store(*shop.open(), sale("r"));
    shop.meddle("PRAGMA user_version=4");
    const auto before = files_of(shop);
    for (const bool read_only : {false, true}) {
        auto options = shop.options();
        options.read_only = read_only;
        CHECK(refusal(options) == Errc::storage_newer);
        for (const auto& [name, bytes] : files_of(shop)) {
            INFO(name);
            CHECK((before.contains(name) && before.at(name) == bytes));
        }
        CHECK(files_of(shop).size() == before.size());
    }
    shop.meddle("PRAGMA user_version=3");
    CHECK(all_entries(*shop.open()).size() == 1);
}

TEST_CASE("a database of the previous layout is migrated with its entries and then stores limits") {
    const Shop shop;
    store(*shop.open(), sale("r"));
    shop.meddle("DROP TABLE snapshots; DROP TABLE counters; DROP TABLE promises; PRAGMA user_version=1");
    auto onlooking = shop.options();
    onlooking.read_only = true;
    CHECK(refusal(onlooking) == Errc::storage_failed);
    const auto outbox = shop.open();
    CHECK(all_entries(*outbox).size() == 1);
    Batch batch;
    batch.limits.counters.push_back({"award/x", 1, 1});
    REQUIRE(outbox->commit(batch).has_value());
    CHECK(outbox->limits()->counters.size() == 1);
}

TEST_CASE("a newer schema that is only in the log is refused, and database and log are left unchanged") {
    const Shop shop;
    const Shop crashed;
    store(*shop.open(), sale("r"));
    sqlite3* newer = nullptr;
    REQUIRE(sqlite3_open(shop.file().c_str(), &newer) == SQLITE_OK);
    REQUIRE(sqlite3_exec(newer, "PRAGMA user_version=4", nullptr, nullptr, nullptr) == SQLITE_OK);
    copy_as_after_a_crash(shop, crashed);
    sqlite3_close(newer);

    const auto before = files_of(crashed);
    CHECK(refusal(crashed.options()) == Errc::storage_newer);
    const auto after = files_of(crashed);
    CHECK(after.at("outbox.db") == before.at("outbox.db"));
    CHECK(after.at("outbox.db-wal") == before.at("outbox.db-wal"));
    CHECK(after.at("outbox.key") == before.at("outbox.key"));
}

TEST_CASE("a file that is not an outbox is refused as corrupt and kept") {
    const auto content = GENERATE(as<std::string>{}, "no database", std::string(5000, 'x'),
                                  std::string(5000, '\0'), std::string("SQLite format 3\0 and no more", 28));
    const Shop shop;
    write_bytes(shop.file(), content);
    CHECK(refusal(shop.options()) == Errc::storage_corrupt);
    CHECK(files_of(shop) == std::map<std::string, std::string>{{"outbox.db", content}});
}

TEST_CASE("another program's database is refused as corrupt and kept") {
    const auto version = GENERATE("0", "1");
    const Shop shop;
    write_bytes(shop.file(), "");
    shop.meddle(std::string("CREATE TABLE films(title); PRAGMA user_version=") + version);
    const auto before = files_of(shop);
    CHECK(refusal(shop.options()) == Errc::storage_corrupt);
    CHECK(files_of(shop) == before);
}

TEST_CASE("an empty file becomes an outbox") {
    const Shop shop;
    write_bytes(shop.file(), "");
    store(*shop.open(), sale("r"));
    CHECK(all_entries(*shop.open()).size() == 1);
}

TEST_CASE(
    "with a wrong, damaged or missing key opening is refused, and with the right key everything is there "
    "again") {
    const Shop shop;
    store(*shop.open(), sale("r"));
    const auto key = bytes_of(shop.key_file());
    const auto database = bytes_of(shop.file());
    REQUIRE(key.size() == 32);
    for (const auto& wrong : {std::string(32, 'k'), key.substr(1), key + "k", std::string()}) {
        write_bytes(shop.key_file(), wrong);
        const auto opened = shop.try_open();
        REQUIRE_FALSE(opened.has_value());
        CHECK(opened.error().code == Errc::storage_corrupt);
        CHECK(opened.error().where == "key_file");
        CHECK(bytes_of(shop.key_file()) == wrong);
    }
    std::filesystem::remove(shop.key_file());
    CHECK(refusal(shop.options()) == Errc::storage_corrupt);
    CHECK_FALSE(std::filesystem::exists(shop.key_file()));

    write_bytes(shop.key_file(), key);
    CHECK(bytes_of(shop.file()) == database);
    CHECK(all_entries(*shop.open()) == std::vector<OutboxEntry>{sale("r")});
}

namespace {

enum class Left { key, key_and_log, log };

/// A shop with a sale in its log whose database is missing or has 0 bytes.
void lose_database(const Shop& shop, Left left, bool empty_file) {
    const Shop crashed;
    {
        const auto outbox = crashed.open();
        store(*outbox, sale("r"));
        copy_as_after_a_crash(crashed, shop);
    }
    std::filesystem::remove(shop.file());
    if (empty_file) write_bytes(shop.file(), "");
    if (left == Left::key) std::filesystem::remove(shop.file() + "-wal");
    if (left == Left::log) std::filesystem::remove(shop.key_file());
}

}  // namespace

TEST_CASE(
    "a key or a log without its database is refused with the way out, and every file is left unchanged") {
    const auto left = GENERATE(Left::key, Left::key_and_log, Left::log);
    const bool empty_file = GENERATE(false, true);
    const bool read_only = GENERATE(false, true);
    const Shop shop;
    lose_database(shop, left, empty_file);
    const auto before = files_of(shop);
    auto options = shop.options();
    options.read_only = read_only;
    const auto opened = Outbox::open(options);
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == Errc::storage_corrupt);
    CHECK(opened.error().where == "database");
    CHECK(opened.error().found.find("tillpoints storage start-new") != std::string::npos);
    CHECK(files_of(shop) == before);
}

TEST_CASE("a database without a record beside its key is refused as lost") {
    const Shop shop;
    store(*shop.open(), sale("r"));
    std::filesystem::remove(shop.file() + "-wal");
    write_bytes(shop.file(), "");
    Shop::meddle_with(shop.file(), "PRAGMA journal_mode=WAL");
    const auto before = files_of(shop);
    CHECK(refusal(shop.options()) == Errc::storage_corrupt);
    const auto after = files_of(shop);
    for (const auto& [name, bytes] : before) {
        INFO(name);
        if (name.ends_with("-shm")) continue;  // SQLite's index of the log holds no data
        CHECK((after.contains(name) && after.at(name) == bytes));
    }
}

TEST_CASE("a lost database that is given up keeps its files under other names, and a new one is made") {
    const Shop shop;
    lose_database(shop, Left::key_and_log, true);
    const auto before = files_of(shop);
    const auto renamed = Outbox::start_new(shop.options(), at(1'000'000'000));
    REQUIRE(renamed.has_value());
    const auto after = files_of(shop);
    CHECK(after.size() == before.size());
    for (const auto& [name, bytes] : before) {
        INFO(name);
        const auto kept = name + ".lost-20010909T014640Z";
        REQUIRE(after.contains(kept));
        CHECK(after.at(kept) == bytes);
    }
    CHECK(renamed->size() == before.size());
    store(*shop.open(), sale("new"));
    CHECK(all_entries(*shop.open()).size() == 1);
}

TEST_CASE("a database that is not lost cannot be given up") {
    const Shop shop;
    CHECK(Outbox::start_new(shop.options(), at(1)).error().code == Errc::misuse);
    auto outbox = shop.open();
    store(*outbox, sale("r"));
    CHECK(Outbox::start_new(shop.options(), at(1)).error().code == Errc::storage_busy);
    outbox.reset();
    CHECK(Outbox::start_new(shop.options(), at(1)).error().code == Errc::misuse);
    CHECK(all_entries(*shop.open()).size() == 1);
}

TEST_CASE("a first start that was interrupted before its database was durable is begun again") {
    const Shop shop;
    const std::string key(32, 'k');
    write_bytes(shop.key_file() + ".new", key);
    if (GENERATE(false, true)) write_bytes(shop.file(), "");
    store(*shop.open(), sale("r"));
    CHECK(all_entries(*shop.open()).size() == 1);
    CHECK(bytes_of(shop.key_file()) == key);
}

TEST_CASE("a first start that was interrupted before its key had its name is completed") {
    const Shop shop;
    shop.open();
    std::filesystem::rename(shop.key_file(), shop.key_file() + ".new");
    store(*shop.open(), sale("r"));
    CHECK(std::filesystem::exists(shop.key_file()));
    CHECK_FALSE(std::filesystem::exists(shop.key_file() + ".new"));
}

TEST_CASE("a missing folder is reported as storage_failed") {
    const Shop shop;
    auto options = shop.options();
    options.file = (shop.folder() / "missing" / "outbox.db").string();
    CHECK(refusal(options) == Errc::storage_failed);
}

TEST_CASE("one process can have two outboxes open") {
    const Shop one;
    const Shop two;
    const auto first = one.open();
    const auto second = two.open();
    store(*first, sale("a"));
    store(*second, sale("b"));
    CHECK(all_entries(*first) == std::vector<OutboxEntry>{sale("a")});
    CHECK(all_entries(*second) == std::vector<OutboxEntry>{sale("b")});
}

}  // namespace tillpoints::testing
