#include <sys/utsname.h>

#include <cstdio>
#include <ctime>
#include <fstream>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration.hpp"
#include "adapters/cli/doctor.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/installation_facts.hpp"
#include "adapters/cli/masked.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/doctor/gather.hpp"

namespace tillpoints::cli {
namespace {

constexpr std::streamoff log_tail = 256 << 10;

Json end_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    Json lines = Json::array();
    if (!in) return lines;
    const auto size = static_cast<std::streamoff>(in.tellg());
    in.seekg(size > log_tail ? size - log_tail : 0);
    std::string line;
    if (size > log_tail) std::getline(in, line);  // the rest of a line
    while (std::getline(in, line)) lines.push_back(line);
    return lines;
}

Json reported(const Reports& reports) {
    Json all = Json::array();
    for (const auto& text : reports.texts) all.push_back(Json::parse(text, nullptr, false));
    return all;
}

Json system_json() {
    utsname about{};
    ::uname(&about);
    std::string name;
    std::ifstream release("/etc/os-release");
    for (std::string line; std::getline(release, line);)
        if (line.starts_with("PRETTY_NAME=")) name = line.substr(12);
    return {{"system", name}, {"kernel", about.release}, {"machine", about.machine}};
}

Json collected(const Library& library, const std::string& config) {
    const auto facts = installation_facts(&library, "", config, true);
    const std::string text = read_configuration(library, config).text;
    Reports status;
    Reports queue;
    library.inspection().status(text_of(text), &Reports::collect, &status);
    library.queue().list(text_of(text), &Reports::collect, &queue);
    doctor::Configuration ignored;
    return {{"made_at", std::time(nullptr)},
            {"versions", {{"tool", TILLPOINTS_VERSION}, {"library", library.version()}}},
            {"system", system_json()},
            {"doctor", Json::parse(findings_json(facts, doctor::findings(facts)))},
            {"configuration", whole_configuration(library, text, ignored)},
            {"status", reported(status)},
            {"queue", reported(queue)},
            {"log", end_of(facts.configuration.data_directory + "/tillpoints.log")}};
}

std::string key_of(const Json& bundle) {
    const auto cloud = bundle["configuration"].value("cloud", Json::object());
    const auto file = cloud.value("key_file", std::string());
    return file.empty() ? file : doctor::read_key(file).text;
}

}  // namespace

ExitCode write_bundle(const Library& library, const std::string& config, const std::string& output) {
    const Json bundle = collected(library, config);
    const std::string key = key_of(bundle);
    const std::string text = masked(bundle, key).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
    if (output == "-") return std::fputs(text.c_str(), stdout) >= 0 ? exit_ok : exit_problem;
    std::ofstream file(output, std::ios::binary);
    if (!(file << text) || !file.flush()) throw BadInput(say(Text::cannot_write, {output, ""}));
    std::printf("%s\n", say(Text::setup_wrote, {output}).c_str());
    return exit_ok;
}

void add_bundle(CLI::App& app, Options& options, Command& command) {
    auto* bundle = app.add_subcommand("bundle", say(Text::about_bundle));
    bundle->add_option("--config", options.config, say(Text::option_config))->capture_default_str();
    options.output = "tillpoints-bundle.json";
    bundle->add_option("--output", options.output, say(Text::option_output))->capture_default_str();
    bundle->callback([&] {
        command = [&](const Library& library) {
            return write_bundle(library, options.config, options.output);
        };
    });
}

}  // namespace tillpoints::cli
