#include "plugin/log/log.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

using namespace tillpoints;

namespace {

/// A temporary directory, removed afterwards.
class Place {
  public:
    Place() {
        std::string pattern = (std::filesystem::temp_directory_path() / "tillpoints-log-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()));
        path_ = pattern;
    }
    ~Place() { std::filesystem::remove_all(path_); }
    std::string operator/(const char* name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

mode_t mode_of(const std::string& path) {
    struct stat about {};
    REQUIRE(::stat(path.c_str(), &about) == 0);
    return about.st_mode & 07777;
}

std::unique_ptr<Log> opened(const std::string& path, LogLevel level = LogLevel::info,
                            std::int64_t max_bytes = 4096, int files = 3, Log::Copy copy = {}) {
    auto log = Log::open(path, level, max_bytes, files, std::move(copy));
    if (!log.has_value()) FAIL(log.error().sentence());
    return std::move(log.value());
}

}  // namespace

TEST_CASE("a warning is on the disk when write returns, with its time and level") {
    const Place place;
    const auto log = opened(place / "till.log");
    log->write(LogLevel::warning, "the link is lost");
    const std::string text = text_of(place / "till.log");
    CHECK(text.size() == std::string("2026-01-31T08:05:09.120Z warning the link is lost\n").size());
    CHECK(text.find("Z warning the link is lost\n") == 23);
}

TEST_CASE("lines below the level are dropped, the others are there after closing") {
    const Place place;
    opened(place / "till.log")->write(LogLevel::info, "kept");
    {
        const auto log = opened(place / "till.log");
        log->write(LogLevel::debug, "dropped");
        log->write(LogLevel::info, "kept too");
    }
    const std::string text = text_of(place / "till.log");
    CHECK(text.find("kept\n") != std::string::npos);
    CHECK(text.find("kept too\n") != std::string::npos);
    CHECK(text.find("dropped") == std::string::npos);
}

TEST_CASE("the log is its owner's alone, and so is every rotated file") {
    const Place place;
    std::ofstream(place / "till.log") << "older, readable by all\n";
    REQUIRE(::chmod((place / "till.log").c_str(), 0644) == 0);
    const auto log = opened(place / "till.log", LogLevel::info, 1024, 3);
    for (int i = 0; i < 100; ++i) log->write(LogLevel::warning, "a line of some length that fills the file");
    for (const auto* name : {"till.log", "till.1.log", "till.2.log"}) CHECK(mode_of(place / name) == 0600);
}

TEST_CASE("only so many files of so many bytes are kept") {
    const Place place;
    const auto log = opened(place / "till.log", LogLevel::info, 1024, 3);
    for (int i = 0; i < 500; ++i) log->write(LogLevel::warning, "a line of some length that fills the file");
    CHECK(std::filesystem::file_size(place / "till.log") <= 1024);
    CHECK(std::filesystem::file_size(place / "till.2.log") <= 1024);
    CHECK_FALSE(std::filesystem::exists(place / "till.3.log"));
}

TEST_CASE("what is written is redacted, in the file and in the copy") {
    const Place place;
    std::string copied;
    const auto log = opened(place / "till.log", LogLevel::info, 4096, 1,
                            [&](LogLevel, std::string_view line) { copied = line; });
    log->write(LogLevel::error, "customer +7 900 123-45-67 by code 123456");
    CHECK(copied == "customer *** by code ***");
    CHECK(text_of(place / "till.log").find("customer *** by code ***") != std::string::npos);
}

TEST_CASE("a copy function that throws does not disturb the log") {
    const Place place;
    const auto log =
        opened(place / "till.log", LogLevel::info, 4096, 1, [](LogLevel, std::string_view) { throw 7; });
    log->write(LogLevel::error, "first");
    log->write(LogLevel::error, "second");
    CHECK(text_of(place / "till.log").find("second") != std::string::npos);
}

TEST_CASE("a full disk loses lines and nothing else") {
    int copies = 0;
    const auto log =
        opened("/dev/full", LogLevel::info, 4096, 2, [&](LogLevel, std::string_view) { ++copies; });
    for (int i = 0; i < 300; ++i) log->write(LogLevel::error, "a line that does not fit anywhere");
    CHECK(copies == 300);
    CHECK(std::filesystem::is_character_file("/dev/full"));
}

TEST_CASE("a log whose directory was removed continues when it is back") {
    const Place place;
    std::filesystem::create_directory(place / "logs");
    const auto log = opened(place / "logs/till.log", LogLevel::info, 1024, 2);
    std::filesystem::remove_all(place / "logs");
    std::ofstream(place / "logs") << "in the way";
    for (int i = 0; i < 200; ++i)
        log->write(LogLevel::error, i % 3 == 0 ? "short" : "a line of some length that fills the file");
    std::filesystem::remove(place / "logs");
    std::filesystem::create_directory(place / "logs");
    for (int i = 0; i < 200; ++i) log->write(LogLevel::error, "back again");
    CHECK(text_of(place / "logs/till.log").find("back again") != std::string::npos);
}

TEST_CASE("a log that cannot be opened says why") {
    const Place place;
    const auto log = Log::open(place / "none/till.log", LogLevel::info, 4096, 1);
    REQUIRE_FALSE(log.has_value());
    CHECK(log.error().code == Errc::storage_failed);
    CHECK(log.error().where == place / "none/till.log");
    CHECK_FALSE(Log::open(place / "", LogLevel::info, 4096, 1).has_value());
}

TEST_CASE("threads write whole lines") {
    const Place place;
    {
        const auto log = opened(place / "till.log", LogLevel::info, 1 << 20, 1);
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 250; ++i) log->write(LogLevel::info, "whole line");
            });
        for (auto& thread : threads) thread.join();
    }
    std::ifstream file(place / "till.log");
    int lines = 0;
    for (std::string line; std::getline(file, line); ++lines) CHECK(line.ends_with("Z info whole line"));
    CHECK(lines == 1000);
}

TEST_CASE("a very long line is cut at a character's border") {
    const Place place;
    std::string copied;
    const auto log = opened(place / "till.log", LogLevel::info, 1 << 20, 1,
                            [&](LogLevel, std::string_view line) { copied = line; });
    std::string line = "x";
    for (int i = 0; i < 50'000; ++i) line += "\xD0\x96";
    log->write(LogLevel::error, line);
    CHECK(copied.size() == 8191);
    CHECK(std::filesystem::file_size(place / "till.log") < 9'000);
}
