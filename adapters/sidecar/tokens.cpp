#include "adapters/sidecar/tokens.hpp"

#include <algorithm>
#include <filesystem>

#include "adapters/sidecar/digest.hpp"
#include "adapters/sidecar/private_file.hpp"

namespace tillpoints::sidecar {
namespace {

namespace fs = std::filesystem;

std::string token_file(const Settings& settings, const std::string& terminal) {
    return settings.terminal_directory(terminal) + "/token.sha256";
}

std::string enrolled_file(const Settings& settings, const std::string& terminal) {
    return settings.terminal_directory(terminal) + "/enrolled";
}

}  // namespace

std::string token_digest_of(const Settings& settings, const std::string& terminal) {
    auto text = read_file(token_file(settings, terminal)).value_or("");
    text.erase(std::find(text.begin(), text.end(), '\n'), text.end());
    return text;
}

std::string make_token(const Settings& settings, const std::string& terminal) {
    auto token = random_hex(32);
    write_private(token_file(settings, terminal), sha256_hex(token) + "\n");
    return token;
}

void revoke(const Settings& settings, const std::string& terminal) {
    std::error_code absent;
    fs::remove(token_file(settings, terminal), absent);
    fs::remove(enrolled_file(settings, terminal), absent);
}

void mark_enrolled(const Settings& settings, const std::string& terminal) {
    write_private(enrolled_file(settings, terminal), "");
}

std::vector<std::string> enrolled_terminals(const Settings& settings) {
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& each : fs::directory_iterator(settings.state_directory + "/terminals", none)) {
        const auto name = each.path().filename().string();
        if (is_terminal_name(name) && fs::exists(enrolled_file(settings, name), none)) names.push_back(name);
    }
    return names;
}

}  // namespace tillpoints::sidecar
