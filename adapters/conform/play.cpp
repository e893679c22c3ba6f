#include "adapters/conform/play.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "adapters/conform/host_process.hpp"
#include "adapters/conform/judge.hpp"

namespace tillpoints::conform {
namespace {

constexpr std::chrono::seconds patience_for_answer{30};
constexpr std::chrono::seconds patience_for_end{15};

std::string replaced(std::string text, const std::string& name, const std::string& value) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
    return text;
}

struct Files {
    std::filesystem::path configuration;
    std::filesystem::path recording;
};

Files prepare(const Host& host, const Scenario& scenario) {
    const auto folder = host.folder / scenario.name;
    std::filesystem::create_directories(folder);
    Files files{folder / "config.json", folder / "recording.jsonl"};
    std::filesystem::remove(files.recording);
    std::ofstream out(files.configuration);
    out << Json({{"conform", {{"record", files.recording.string()}, {"scenario", scenario.name}}}}).dump(2)
        << '\n';
    if (!out.flush()) throw std::runtime_error(files.configuration.string() + " cannot be written");
    return files;
}

std::vector<Answered> converse(HostProcess& process, const Scenario& scenario) {
    std::vector<Answered> dialog;
    std::string receipt;
    for (const auto& command : scenario.commands) {
        Answered answered{replaced(command, "{receipt}", receipt), {}};
        if (process.send(answered.command)) answered.line = process.receive(patience_for_answer);
        std::istringstream words(answered.line.value_or(""));
        std::string word;
        if (words >> word && word == "printed") words >> receipt;
        dialog.push_back(std::move(answered));
        if (!dialog.back().line) break;
    }
    process.send("quit");
    return dialog;
}

Finding ended(std::optional<int> status) {
    if (!status) return {"sale_goes_on", "after quit", "the host did not end"};
    return {"sale_goes_on", "after quit", "the host ended with status " + std::to_string(*status)};
}

}  // namespace

Recording read_recording(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error(file.string() + " cannot be read");
    Recording recording;
    for (std::string line; std::getline(in, line);)
        if (auto entry = read_line(line)) recording.push_back(std::move(*entry));
    return recording;
}

Findings compare_printed(const std::vector<Answered>& dialog, const Recording& recording) {
    Findings findings;
    for (const auto& [command, line] : dialog) {
        if (!line) {
            findings.push_back({"sale_goes_on", command, "the host did not answer"});
            continue;
        }
        std::istringstream words(*line);
        std::string word, receipt;
        std::int64_t total = 0;
        if (!(words >> word) || word != "printed") continue;
        if (!(words >> receipt >> total)) {
            findings.push_back(
                {"printed_as_told", command, "the answer '" + *line + "' is not 'printed RECEIPT TOTAL'"});
            continue;
        }
        std::optional<std::int64_t> told;
        for (const auto& entry : recording) {
            if (entry.call != Call::submit) continue;
            const Json event = Json::parse(entry.text, nullptr, false);
            if (event.is_object() && text_of(event, "event") == "receipt_closed" &&
                text_of(event, "receipt_id") == receipt)
                told = number_of(event, "total");
        }
        if (told != total)
            findings.push_back({"printed_as_told", command + ", receipt " + receipt,
                                "printed " + std::to_string(total) + ", told " +
                                    (told ? std::to_string(*told) : "nothing")});
    }
    return findings;
}

Played play(const Host& host, const Scenario& scenario) {
    const Files files = prepare(host, scenario);
    HostProcess process(replaced(replaced(host.command, "{library}", host.library.string()), "{config}",
                                 files.configuration.string()));
    const auto dialog = converse(process, scenario);
    const auto status = process.wait(patience_for_end);
    Played played{scenario.name, {}, {}, files.recording};
    if (!std::filesystem::exists(files.recording))
        throw std::runtime_error("the host of scenario " + scenario.name + " did not load " +
                                 host.library.string() + " with " + files.configuration.string());
    for (const auto& each : dialog)
        if (each.line && each.line->starts_with("cannot")) played.cannot = each.command + ": " + *each.line;
    const auto recording = read_recording(files.recording);
    played.findings = judge(recording, status ? Ending::orderly : Ending::cut_off);
    const auto printed = compare_printed(dialog, recording);
    played.findings.insert(played.findings.end(), printed.begin(), printed.end());
    if (status != 0) played.findings.push_back(ended(status));
    return played;
}

}  // namespace tillpoints::conform
