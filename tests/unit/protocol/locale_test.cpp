// A host may run under a locale whose decimal point is a comma; that must not change how numbers are read.
#include <catch2/catch.hpp>
#include <clocale>
#include <cstdlib>
#include <filesystem>

#include "protocol/json.hpp"
#include "protocol/reader.hpp"

using namespace tillpoints;

namespace {

/// A Russian locale made for this test in a directory of its own, active until the object is destroyed.
class RussianHost {
  public:
    RussianHost() {
        std::string pattern = (std::filesystem::temp_directory_path() / "tillpoints-locale-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()));
        path_ = pattern;
        const std::string make = "localedef -c -i ru_RU -f UTF-8 '" + path_ + "/ru_RU.UTF-8' >/dev/null 2>&1";
        made_ = std::system(make.c_str()) == 0 && ::setenv("LOCPATH", path_.c_str(), 1) == 0 &&
                std::setlocale(LC_ALL, "ru_RU.UTF-8") != nullptr;
    }
    ~RussianHost() {
        std::setlocale(LC_ALL, "C");
        ::unsetenv("LOCPATH");
        std::filesystem::remove_all(path_);
    }
    bool made() const { return made_; }

  private:
    std::string path_;
    bool made_ = false;
};

}  // namespace

TEST_CASE("numbers keep their digits under a locale with a decimal comma") {
    const RussianHost host;
    if (!host.made()) {
        WARN("this system cannot make a Russian locale: not checked");
        return;
    }
    REQUIRE(std::string(std::localeconv()->decimal_point) == ",");
    const auto json = parse_json(R"({"cash":12.34,"rate":1.5e1})");
    REQUIRE(json.has_value());
    CHECK(dump(json.value()) == R"({"cash":12.34,"rate":1.5e1})");
    Problems problems;
    Reader in(json.value(), "", problems);
    CHECK(in.major("cash") == Money(1234));
    CHECK(in.percent("rate") == Percent{1500});
    CHECK(problems.empty());
}
