#include "adapters/sidecar/enrolment.hpp"

#include <algorithm>
#include <filesystem>

#include "adapters/sidecar/digest.hpp"
#include "adapters/sidecar/private_file.hpp"

namespace tillpoints::sidecar {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const Settings& settings) {
    return settings.state_directory + "/enrolment";
}

std::string file_of(const Settings& settings, const std::string& terminal) {
    return folder_of(settings) + "/" + terminal + ".json";
}

std::optional<OneTimeCode> read_code(const std::string& file) {
    const auto json = Json::parse(read_file(file).value_or(""), nullptr, false);
    if (!json.is_object()) return {};
    try {
        return OneTimeCode{json.at("terminal"), json.at("digest"), json.at("expires"), json.at("tries")};
    } catch (const Json::exception&) {
        return {};
    }
}

}  // namespace

std::optional<std::string> redeem(std::vector<OneTimeCode>& codes, const std::string& typed,
                                  std::int64_t now) {
    std::erase_if(codes, [&](const OneTimeCode& code) { return code.expires <= now || code.tries <= 0; });
    const auto digest = sha256_hex(normal_code(typed));
    const auto meant = std::find_if(codes.begin(), codes.end(), [&](const OneTimeCode& code) {
        return same_secret(code.digest, digest);
    });
    if (meant != codes.end()) {
        auto terminal = meant->terminal;
        codes.erase(meant);
        return terminal;
    }
    for (auto& code : codes) --code.tries;
    std::erase_if(codes, [](const OneTimeCode& code) { return code.tries <= 0; });
    return {};
}

std::vector<OneTimeCode> load_codes(const Settings& settings) {
    std::vector<OneTimeCode> codes;
    std::error_code none;
    for (const auto& each : fs::directory_iterator(folder_of(settings), none))
        if (each.path().extension() == ".json")
            if (auto code = read_code(each.path())) codes.push_back(std::move(*code));
    return codes;
}

void save_codes(const Settings& settings, const std::vector<OneTimeCode>& codes) {
    for (const auto& code : codes)
        write_private(file_of(settings, code.terminal), Json{{"terminal", code.terminal},
                                                             {"digest", code.digest},
                                                             {"expires", code.expires},
                                                             {"tries", code.tries}}
                                                            .dump());
    for (const auto& stored : load_codes(settings)) {
        const bool open = std::any_of(codes.begin(), codes.end(), [&](const OneTimeCode& code) {
            return code.terminal == stored.terminal;
        });
        if (!open) fs::remove(file_of(settings, stored.terminal));
    }
}

std::string make_code(const Settings& settings, const std::string& terminal, std::int64_t now) {
    auto code = random_code();
    const auto lifetime = std::chrono::seconds(settings.code_lifetime).count();
    auto codes = load_codes(settings);
    std::erase_if(codes, [&](const OneTimeCode& each) { return each.terminal == terminal; });
    codes.push_back({terminal, sha256_hex(code), now + lifetime, settings.code_tries});
    save_codes(settings, codes);
    return code;
}

}  // namespace tillpoints::sidecar
