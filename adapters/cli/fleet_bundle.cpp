#include <unistd.h>

#include <ctime>
#include <filesystem>

#include "adapters/cli/fleet.hpp"
#include "adapters/cli/fleet_key.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/table.hpp"
#include "adapters/cli/written_file.hpp"
#include "adapters/fleet/certificate.hpp"
#include "adapters/fleet/digest.hpp"
#include "adapters/fleet/enrolment_code.hpp"
#include "adapters/fleet/membership.hpp"
#include "adapters/fleet/release.hpp"
#include "adapters/fleet/sealed.hpp"
#include "adapters/fleet/signed_document.hpp"
#include "adapters/fleet/terminals_table.hpp"

namespace tillpoints::cli {
namespace {

constexpr std::size_t longest_table = 4 << 20;
constexpr std::size_t longest_file = 1 << 20;
constexpr std::int64_t day_s = 86'400;
constexpr std::size_t code_bytes = 20;
constexpr std::size_t token_bytes = 32;

using Columns = std::map<std::string, std::string>;

std::string column(const Columns& columns, const char* name) {
    const auto found = columns.find(name);
    return found == columns.end() ? std::string() : found->second;
}

/// The file beside the table, if its name is not absolute.
std::string beside(const std::string& table, const std::string& file) {
    return std::filesystem::path(table).parent_path() / file;
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find_first_of("\r\n"));
}

nlohmann::json answers_of(const Columns& columns, const std::string& table) {
    nlohmann::json answers;
    for (const char* name : {"base_url", "company_id", "data_directory", "user", "phone"})
        if (const auto value = column(columns, name); !value.empty()) answers[name] = value;
    const auto key_file = column(columns, "key_file");
    answers["key"] = key_file.empty() ? column(columns, "key")
                                      : first_line(read_input(beside(table, key_file), longest_file));
    if (const auto ca_file = column(columns, "ca_file"); !ca_file.empty()) {
        const auto fingerprint = fleet::fingerprint_of_pem(read_input(beside(table, ca_file), longest_file));
        if (!fingerprint) throw BadInput(say(Text::fleet_no_certificate, {ca_file}));
        answers["ca_fingerprint"] = *fingerprint;
    }
    return answers;
}

std::string certificates_of(const Columns& columns, const std::string& table) {
    const auto ca_file = column(columns, "ca_file");
    return ca_file.empty() ? ca_file : read_input(beside(table, ca_file), longest_file);
}

nlohmann::json settings_of(const Columns& columns, const std::string& table) {
    const auto file = column(columns, "configuration");
    if (file.empty()) return {};
    auto settings = nlohmann::json::parse(read_input(beside(table, file), longest_file), nullptr, false);
    if (!settings.is_object()) throw BadInput(file + ": " + say(Text::wrong_arguments, {"JSON"}));
    if (const auto forbidden = fleet::forbidden_setting(settings); !forbidden.empty())
        throw BadInput(file + ": " + say(Text::fleet_forbidden, {forbidden}));
    return settings;
}

struct Made {
    std::string terminal;
    std::string code;
    std::string token_digest;
    std::string bundle;
};

Made make_one(const fleet::TerminalLine& line, const FleetWish& wish, const fleet::SigningKey& key) {
    const auto name = line.columns.at("name");
    const auto code = fleet::code_of_bytes(fleet::random_bytes(code_bytes));
    const auto token = fleet::hex_of(fleet::random_bytes(token_bytes));
    fleet::Enrolment enrolment;
    enrolment.membership = {name,
                            key.public_key(),
                            wish.report_url,
                            wish.release_from,
                            token,
                            certificates_of(line.columns, wish.table)};
    enrolment.answers = answers_of(line.columns, wish.table);
    enrolment.configuration = settings_of(line.columns, wish.table);
    enrolment.expires = std::time(nullptr) + wish.days * day_s;
    const auto document = fleet::signed_document(key, fleet::enrolment_kind, fleet::payload_of(enrolment));
    const auto seal = fleet::sealed(document, code.secret, fleet::random_bytes(16), fleet::random_bytes(12));
    return {name, code.text(), fleet::sha256_of(token), fleet::bundle_text(code.id, name, seal)};
}

/// The terminals that earlier runs made, so that they may be registered again.
Json registered_so_far(const std::string& file) {
    if (!std::filesystem::exists(file)) return Json::array();
    const auto json = Json::parse(read_input(file, longest_table), nullptr, false);
    const auto found = json.is_object() ? json.find("terminals") : json.end();
    if (!json.is_object() || found == json.end() || !found->is_array())
        throw BadInput(file + ": " + say(Text::wrong_arguments, {"JSON"}));
    return *found;
}

/// The codes that earlier runs made stay in the list.
std::string codes_so_far(const std::string& file) {
    return std::filesystem::exists(file) ? read_input(file, longest_table) : "terminal,code\n";
}

}  // namespace

ExitCode make_bundles(const FleetWish& wish) {
    const auto table = fleet::read_terminals(read_input(wish.table, longest_table));
    for (const auto& problem : table.problems)
        std::fprintf(stderr, "tillpoints: %s: %s\n", wish.table.c_str(), problem.c_str());
    if (!table.problems.empty()) return exit_bad_input;
    const auto key = key_of_operator(wish.key);
    make_directory(wish.folder, 0700, ::geteuid(), ::getegid());
    const auto codes_file = wish.folder + "/codes.csv";
    auto codes = codes_so_far(codes_file);
    const auto registered_file = wish.folder + "/terminals.json";
    auto registered = registered_so_far(registered_file);
    Table shown({say(Text::column_terminal), say(Text::column_code)});
    for (const auto& line : table.terminals) {
        const auto file = wish.folder + "/" + line.columns.at("name") + ".enrolment";
        if (std::filesystem::exists(file)) {
            std::printf("%s\n", say(Text::setup_kept, {file}).c_str());
            continue;
        }
        const auto made = make_one(line, wish, key);
        codes += made.terminal + "," + made.code + "\n";
        registered.push_back({{"name", made.terminal}, {"token_digest", made.token_digest}});
        // The bundle last: one without its code, or whose terminal nobody can register, would be kept for
        // ever.
        replace_whole(codes_file, codes, 0600, ::geteuid(), ::getegid());
        replace_whole(registered_file, Json({{"terminals", registered}}).dump(2) + "\n", 0644, ::geteuid(),
                      ::getegid());
        write_whole(file, made.bundle, 0600, ::geteuid(), ::getegid());
        shown.add({made.terminal, made.code});
    }
    if (shown.empty()) return exit_ok;
    std::printf("\n%s\n%s\n", shown.text().c_str(), say(Text::fleet_bundles_made, {wish.folder}).c_str());
    return exit_ok;
}

}  // namespace tillpoints::cli
