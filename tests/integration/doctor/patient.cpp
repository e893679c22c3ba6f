#include "patient.hpp"

#include <sys/stat.h>

#include <ctime>

namespace tillpoints::test {

Json Patient::examined(const std::string& before) const {
    write_file(file(), config_.dump());
    write_file(folder_ / "out", "");
    // Through a pipe, because a limit of files is to meet the tool's own files only.
    const std::string command = "(" + before +
                                " exec '" TILLPOINTS_CLI "' --plugin '" TILLPOINTS_LIBRARY
                                "' doctor --json --config '" +
                                file() + "') | cat; exit ${PIPESTATUS[0]}";
    Process process({"/bin/bash", "-c", command}, folder_ / "out");
    code_ = process.wait(60);
    const auto text = read_file(folder_ / "out");
    const auto report = Json::parse(text, nullptr, false);
    if (report.is_discarded()) throw std::runtime_error("doctor printed: " + text);
    return report;
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
