#include "patient.hpp"

#include <sys/stat.h>

#include <ctime>
#include <fstream>

namespace tillpoints::test {

Outcome Patient::run(const std::string& before, const std::string& words) const {
    write_file(file(), config_.dump());
    write_file(folder_ / "out", "");
    // Through a pipe, because a limit of files is to meet the tool's own files only.
    const std::string command =
        "(" + before + " exec '" TILLPOINTS_CLI "' --language en --plugin '" TILLPOINTS_LIBRARY "' " + words +
        ") | cat; exit ${PIPESTATUS[0]}";
    Process process({"/bin/bash", "-c", command}, folder_ / "out");
    const int code = process.wait(60);
    return {code, read_file(folder_ / "out")};
}

Json Patient::examined(const std::string& before, const std::string& more) const {
    const auto done = run(before, "doctor --json --config '" + file() + "' " + more);
    code_ = done.code;
    const auto report = Json::parse(done.text, nullptr, false);
    if (report.is_discarded()) throw std::runtime_error("doctor printed: " + done.text);
    return report;
}

Outcome Patient::set_up(const std::string& before) const {
    const auto& cloud = config_.at("cloud");
    auto key = read_file(cloud.at("key_file"));
    key.erase(key.find_last_not_of('\n') + 1);
    const Json answers{{"base_url", cloud.at("base_url")},
                       {"company_id", cloud.at("company_id")},
                       {"ca_file", cloud.at("ca_file")},
                       {"key", key}};
    write_file(folder_ / "answers.json", answers.dump());
    return run(before, "setup --config '" + file() + "' --answers '" + (folder_ / "answers.json") + "'");
}

std::vector<std::string> Patient::codes_of(const std::string& area) const {
    std::vector<std::string> codes;
    const auto report = examined();
    for (const auto& finding : report.at("findings"))
        if (finding.at("area") == area) codes.push_back(finding.at("code"));
    return codes;
}

void write_at(const std::string& file, std::streamoff place, const std::string& bytes) {
    std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(place);
    out << bytes;
    if (!out.flush()) throw std::runtime_error("cannot write " + file);
}

void SmallCloud::answers(int status, const std::string& body, std::chrono::seconds clock) {
    const std::time_t now = std::time(nullptr) + clock.count();
    std::tm utc{};
    char date[64];
    ::gmtime_r(&now, &utc);
    std::strftime(date, sizeof date, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
    server_.next_connection([status, body, date = std::string(date)](Peer& peer) {
        peer.shake_hands();
        peer.read_request();
        peer.answer(status, body, date);
        peer.hang_up();
    });
}

Json small_config(const std::string& base_url, const std::string& folder, const std::string& ca_file) {
    const auto key = folder + "/api.key";
    write_file(key, "a-key\n");
    ::chmod(key.c_str(), 0600);
    return {
        {"data_directory", folder + "/data"},
        {"language", "en"},
        {"cloud", {{"base_url", base_url}, {"company_id", "42"}, {"key_file", key}, {"ca_file", ca_file}}},
        {"timing", {{"send_timeout_ms", 2000}}}};
}

}  // namespace tillpoints::test
