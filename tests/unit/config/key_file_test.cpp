#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "plugin/config/config.hpp"

using namespace tillpoints;

namespace {

/// A temporary directory, removed afterwards.
class Place {
  public:
    Place() {
        std::string pattern = (std::filesystem::temp_directory_path() / "tillpoints-key-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()));
        path_ = pattern;
    }
    ~Place() { std::filesystem::remove_all(path_); }

    std::string key(const std::string& content, mode_t mode = 0600) const {
        const std::string file = path_ + "/api.key";
        std::ofstream(file) << content;
        REQUIRE(::chmod(file.c_str(), mode) == 0);
        return file;
    }
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace

TEST_CASE("the key is the first line without white space round it") {
    const Place place;
    CHECK(read_key_file(place.key("c2VjcmV0\n")).value() == "c2VjcmV0");
    CHECK(read_key_file(place.key("  c2VjcmV0 \t\r\nnote\n")).value() == "c2VjcmV0");
    CHECK(read_key_file(place.key("c2VjcmV0", 0400)).value() == "c2VjcmV0");
}

TEST_CASE("a key file that others may use is refused") {
    const Place place;
    for (const mode_t mode : {0644u, 0640u, 0604u, 0620u, 0660u, 0610u}) {
        const auto key = read_key_file(place.key("c2VjcmV0\n", mode));
        REQUIRE_FALSE(key.has_value());
        CHECK(key.error().found.starts_with("mode 06"));
    }
}

TEST_CASE("a file without a key is refused, and its content never shown") {
    const Place place;
    for (const auto& content :
         {std::string(), std::string("\n\nc2VjcmV0\n"), std::string("two words\n"),
          std::string("c2Vj\0cmV0", 9), std::string("c2VjcmV0\xD0\x96"), std::string(2000, 'k')}) {
        const auto key = read_key_file(place.key(content));
        REQUIRE_FALSE(key.has_value());
        CHECK(key.error().sentence().find("c2Vj") == std::string::npos);
        CHECK(key.error().sentence().find("kkkk") == std::string::npos);
    }
    CHECK_FALSE(read_key_file(place.path()).has_value());
    CHECK_FALSE(read_key_file(place.path() + "/none").has_value());
    CHECK(read_key_file(place.path() + "/none").error().where == place.path() + "/none");
}
