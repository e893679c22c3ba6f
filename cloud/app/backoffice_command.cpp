#include <algorithm>
#include <cstdio>

#include "cloud/app/commands.hpp"
#include "cloud/app/open_storage.hpp"
#include "cloud/backoffice/backoffice.hpp"
#include "cloud/programme/read_programme.hpp"
#include "qr/qr_code.hpp"

namespace tillpoints::cloud {
namespace {

std::string plain(const Json& value) {
    if (value.string()) return *value.string();
    if (value.is_null()) return "-";
    return dump(value);
}

/// One member a line; the items of a list a line each; a code to be scanned as a drawing.
void print_aligned(const Json& json) {
    if (json.items()) {
        for (const auto& item : *json.items()) std::printf("%s\n", plain(item).c_str());
        return;
    }
    std::size_t width = 0;
    for (const auto& [name, value] : *json.members()) width = std::max(width, name.size());
    if (json.find("qr_svg"))
        std::printf("%s\n", qr_for_terminal(*qr_code_of(*json.find("code")->string())).c_str());
    const auto line = [&](const std::string& name, const std::string& value) {
        std::printf("%-*s  %s\n", static_cast<int>(width), name.c_str(), value.c_str());
    };
    for (const auto& [name, value] : *json.members()) {
        if (name == "qr_svg") continue;
        if (!value.items()) {
            line(name, plain(value));
            continue;
        }
        if (value.items()->empty()) line(name, "-");
        for (const auto& item : *value.items()) line(name, plain(item));
    }
}

}  // namespace

int backoffice_call(const Options& options, const BackOfficeCommand& command) {
    Problems problems;
    const auto programme = load_programme(options.programme, problems);
    if (!problems.empty()) return print_problems(problems);
    const auto body = parse_json(command.body, {1u << 20, 16, false});
    if (!body) return print_problems({body.error()});
    const auto storage = open_storage(options, true);
    Service service(*programme, *storage, options.company, system_time, system_randomness());
    const auto answer = BackOffice(service, {}).perform(command.method, command.path, *body);
    const auto json = parse_json(answer.body).value();
    if (answer.status != 200) {
        for (const auto& problem : *json.find("problems")->items())
            std::fprintf(stderr, "tillpoints-cloud: %s\n", problem.string()->c_str());
        return 2;
    }
    if (options.json)
        std::printf("%s\n", dump_pretty(json).c_str());
    else
        print_aligned(json);
    return 0;
}

}  // namespace tillpoints::cloud
