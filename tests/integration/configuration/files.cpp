#include "tests/integration/configuration/files.hpp"

#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tillpoints::test {
namespace {

namespace fs = std::filesystem;

std::string content(const std::string& file) {
    std::stringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

}  // namespace

ConfigurationFiles::ConfigurationFiles() {
    std::string pattern = (fs::temp_directory_path() / "tillpoints-configuration-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()));
    folder_ = pattern;
    write("api.key", "c2VjcmV0LW9mLXRoZS1zaG9w\n");
    REQUIRE(::chmod(path("api.key").c_str(), 0600) == 0);
    write("config.json", R"({
  "//": "the till at the door",
  "data_directory": ")" + path("data") +
                             R"(",
  "currency": "KZT",
  "cloud": {
    "base_url": "https://127.0.0.1:9",
    "company_id": "42",
    "key_file": ")" + path("api.key") +
                             R"("
  }
}
)");
}

ConfigurationFiles::~ConfigurationFiles() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string ConfigurationFiles::write(const std::string& name, const std::string& text) const {
    const auto file = path(name);
    if (fs::create_directory(fs::path(file).parent_path()))
        REQUIRE(::chmod(fs::path(file).parent_path().c_str(), 0755) == 0);
    std::ofstream(file, std::ios::binary) << text;
    REQUIRE(::chmod(file.c_str(), 0644) == 0);
    return file;
}

std::string ConfigurationFiles::text_of(const std::string& name) const {
    return content(path(name));
}

std::vector<std::string> ConfigurationFiles::names() const {
    std::vector<std::string> out;
    for (const auto& each : fs::recursive_directory_iterator(folder_)) {
        const auto name = each.path().filename().string();
        const bool drop_in = each.path().parent_path().filename() == "config.json.d";
        if (each.is_regular_file() && (drop_in || name.starts_with("config.json"))) out.push_back(name);
    }
    std::sort(out.begin(), out.end());
    return out;
}

Outcome ConfigurationFiles::run(const std::string& command, const std::string& input) const {
    std::ofstream(path("stdin")) << input;
    const auto line = "cd '" + folder_ + "' && LC_ALL=C timeout 30 " + command + " <stdin >stdout 2>stderr";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of("stdout"), text_of("stderr")};
}

Outcome ConfigurationFiles::tool(const std::string& arguments, const std::string& input) const {
    return run("'" TILLPOINTS_CLI "' --plugin '" TILLPOINTS_LIBRARY "' " + arguments, input);
}

}  // namespace tillpoints::test
