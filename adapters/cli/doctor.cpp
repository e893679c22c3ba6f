#include "adapters/cli/doctor.hpp"

#include "adapters/cli/input.hpp"
#include "adapters/cli/installation_facts.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/doctor/judge.hpp"
#include "adapters/doctor/phrases.hpp"

namespace tillpoints::cli {
namespace {

using doctor::Finding;
using doctor::Severity;
using doctor::Tongue;

/// What is wrong and what to do about it, in one text.
std::string whole_text(const Finding& finding) {
    const auto what_to_do = doctor::advice(tongue(), finding);
    return doctor::says(tongue(), finding) + (what_to_do.empty() ? "" : "; " + what_to_do);
}

void print_chain(std::FILE* out, const doctor::Network& network) {
    if (network.chain.empty()) return;
    std::fprintf(out, "\n%s\n", say(Text::doctor_chain).c_str());
    for (const auto& each : network.chain)
        std::fprintf(
            out, "  %s\n",
            say(Text::doctor_certificate, {each.subject, each.issuer, doctor::moment(each.not_before),
                                           doctor::moment(each.not_after), each.fingerprint})
                .c_str());
}

Json finding_json(const Finding& finding) {
    return {{"area", name_of(finding.area)},
            {"severity", name_of(finding.severity)},
            {"code", name_of(finding.code)},
            {"values", finding.values},
            {"says", doctor::says(Tongue::english, finding)},
            {"advice", doctor::advice(Tongue::english, finding)}};
}

ExitCode run_doctor(const Options& options) {
    std::unique_ptr<Library> library;
    std::string why_not;
    try {
        library = std::make_unique<Library>(options.plugin);
    } catch (const NoPlugin& missing) {
        why_not = missing.what();
    }
    const auto facts =
        installation_facts(library.get(), why_not, options.config, !options.offline, options.daemon);
    const auto all = doctor::findings(facts);
    if (options.json)
        std::printf("%s\n", findings_json(facts, all).c_str());
    else
        print_findings(stdout, facts, all);
    return exit_code_of(all);
}

}  // namespace

Tongue tongue() {
    const auto language = spoken_language();
    return language == Language::russian  ? Tongue::russian
           : language == Language::kazakh ? Tongue::kazakh
                                          : Tongue::english;
}

void print_faults(std::FILE* out, const std::vector<Finding>& all) {
    for (const auto& each : all)
        if (each.severity == Severity::error || each.severity == Severity::warning)
            std::fprintf(out, "%s: %s: %s\n", doctor::label(tongue(), each.severity).c_str(),
                         doctor::heading(tongue(), each.area).c_str(), whole_text(each).c_str());
}

void print_findings(std::FILE* out, const doctor::Facts& facts, const std::vector<Finding>& all) {
    Table table({say(Text::column_check), say(Text::column_verdict), say(Text::column_finding)});
    for (const auto& each : all)
        table.add({doctor::heading(tongue(), each.area), doctor::label(tongue(), each.severity),
                   doctor::says(tongue(), each)});
    std::fputs(table.text().c_str(), out);
    if (doctor::worst(all) == Severity::error) print_chain(out, facts.network);
    std::fputs("\n", out);
    const auto* first = doctor::first_cause(all);
    std::fprintf(
        out, "%s\n",
        first ? say(Text::doctor_first, {whole_text(*first)}).c_str() : say(Text::doctor_all_right).c_str());
}

std::string findings_json(const doctor::Facts& facts, const std::vector<Finding>& all) {
    const auto* first = doctor::first_cause(all);
    Json json{{"worst", name_of(doctor::worst(all))},
              {"first", first ? finding_json(*first) : Json()},
              {"findings", Json::array()},
              {"chain", Json::array()}};
    for (const auto& each : all) json["findings"].push_back(finding_json(each));
    for (const auto& each : facts.network.chain)
        json["chain"].push_back({{"subject", each.subject},
                                 {"issuer", each.issuer},
                                 {"names", each.names},
                                 {"not_before", each.not_before},
                                 {"not_after", each.not_after},
                                 {"sha256", each.fingerprint}});
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ExitCode exit_code_of(const std::vector<Finding>& all) {
    const auto* first = doctor::first_cause(all);
    if (!first || first->severity != Severity::error) return exit_ok;
    if (first->area == doctor::Area::library) return exit_no_plugin;
    return first->area == doctor::Area::configuration ? exit_bad_input : exit_problem;
}

void add_doctor(CLI::App& app, Options& options) {
    auto* doctor = add_inspection(app, "doctor", say(Text::about_doctor), options, say(Text::report_json));
    doctor->add_flag("--offline", options.offline, say(Text::option_offline));
    doctor->add_option("--daemon", options.daemon, say(Text::option_daemon))->type_name("FILE");
    doctor->footer(say(Text::example, {"tillpoints doctor --config /etc/tillpoints/config.json"}));
    doctor->callback([&options] { options.alone = [&options] { return run_doctor(options); }; });
}

}  // namespace tillpoints::cli
