#include "sidecar.hpp"

#include <signal.h>

#include <filesystem>
#include <mutex>
#include <stdexcept>

#include "tests/openapi/description.hpp"

namespace tillpoints::test {
namespace {

const openapi::Description& description() {
    static const auto loaded = openapi::Description::load(TILLPOINTS_SIDECAR_OPENAPI);
    return loaded;
}

std::mutex seen_mutex;
std::set<std::string> seen;

void check(const HttpRequest& request, const HttpAnswer& answer) {
    const auto complaint = description().complaint(request, answer);
    if (!complaint.empty()) throw std::runtime_error(complaint.substr(0, 4000));
    const auto code = answer.status >= 400 ? " " + code_of(answer) : "";
    const std::lock_guard lock(seen_mutex);
    seen.insert(request.method + " " + request.target.substr(0, request.target.find('?')) + " " +
                std::to_string(answer.status) + code);
}

const Json& resolved(const Json& document, const Json& given) {
    if (!given.contains("$ref")) return given;
    return document.at(Json::json_pointer(given["$ref"].get<std::string>().substr(1)));
}

/// What a program prints to its standard output.
std::string output_of(std::vector<std::string> command, const std::string& log) {
    std::filesystem::remove(log);
    Process process(command, log);
    const int status = process.wait(30);
    if (status != 0) throw std::runtime_error(command[0] + ": " + read_file(log));
    return read_file(log);
}

}  // namespace

Sidecar::Sidecar(const Cloud& cloud, std::vector<std::string> terminals, const Json& timing,
                 const Json& config) {
    auto plugin = cloud.config("", timing);
    plugin.erase("data_directory");
    config_ = {{"state_directory", folder_ / "state"},
               {"library", TILLPOINTS_LIBRARY},
               {"listen",
                {{{"address", "127.0.0.1:0"}},
                 {{"address", "127.0.0.1:0"}, {"by_name", true}},
                 {{"address", "127.0.0.1:0"}, {"tls", true}},
                 {{"unix", socket_path()}, {"mode", "0600"}, {"by_name", true}}}},
               {"plugin", plugin},
               {"terminals", Json::array()}};
    for (const auto& name : terminals) config_["terminals"].push_back({{"name", name}});
    config_.update(config);
    write_config(config_);
}

void Sidecar::write_config(const Json& config) {
    config_ = config;
    write_file(config_file(), config_.dump(1));
}

void Sidecar::start(const std::vector<std::string>& before) {
    std::filesystem::remove(state("ports.json"));
    std::filesystem::create_directories(state(""));
    auto command = before;
    command.insert(command.end(), {TILLPOINTSD, "--config", config_file()});
    process_ = std::make_unique<Process>(command, folder_ / "daemon.log");
    if (!process_->makes(state("ports.json"), std::chrono::seconds(30)))
        throw std::runtime_error("the daemon does not start: " + log());
}

int Sidecar::stop() {
    process_->signal(SIGTERM);
    return process_->wait(30);
}

void Sidecar::kill() {
    process_->kill();
}

void Sidecar::reload(const Json& config) {
    config_.update(config);
    write_config(config_);
    process_->signal(SIGHUP);
}

std::string Sidecar::command(const std::vector<std::string>& words) {
    std::vector<std::string> command{TILLPOINTSD, "--config", config_file()};
    command.insert(command.end(), words.begin(), words.end());
    return output_of(command, folder_ / "command.log");
}

void Sidecar::employ(const std::string& name, const std::string& role, const std::string& pin) {
    const std::string script = R"(printf '%s\n' "$1" | "$2" --config "$3" employee add "$4" --role "$5")";
    output_of({"/bin/sh", "-c", script, "sh", pin, TILLPOINTSD, config_file(), name, role},
              folder_ / "command.log");
}

HttpHeaders Sidecar::sign_in(Socket socket, const std::string& name, const std::string& pin) {
    const auto answer =
        client(socket, {})
            .send({"POST", "/v1/pages/sign-in", {}, Json{{"employee", name}, {"pin", pin}}.dump()});
    const auto employee = body_of(answer).at("employee");
    const std::string cookie(header_of(answer->headers, "Set-Cookie"));
    return {{"Cookie", cookie.substr(0, cookie.find(';'))}, {"Tillpoints-Page-Token", employee.at("token")}};
}

std::uint16_t Sidecar::port(Socket socket) {
    return Json::parse(read_file(state("ports.json"))).at(static_cast<std::size_t>(socket)).at("port");
}

std::string Sidecar::token(const std::string& terminal) {
    auto& token = tokens_[terminal];
    if (token.empty()) token = command({"token", terminal}).substr(0, 64);
    return token;
}

cloud::test::Client Sidecar::client(Socket socket, HttpHeaders headers) {
    headers.emplace_back("Content-Type", "application/json");
    headers.emplace_back("Host", "127.0.0.1:" + std::to_string(port(socket)));
    return {port(socket), socket == with_tls ? state("tls/ca.pem") : "", std::move(headers), check};
}

cloud::test::Client Sidecar::client_of(const std::string& terminal) {
    return client(by_name, {{"Tillpoints-Terminal", terminal}});
}

std::string Sidecar::tool(std::vector<std::string> words) {
    words.insert(words.begin(), {TILLPOINTS_CLI, "--plugin", TILLPOINTS_LIBRARY});
    return output_of(words, folder_ / "tool.out");
}

std::string Sidecar::verdict(const Cloud& cloud, const std::string& terminal, const std::string& fiscal) {
    Json plugin = config_.at("plugin");
    plugin["data_directory"] = state("terminals/" + terminal + "/plugin");
    write_file(folder_ / "plugin.json", plugin.dump());
    write_file(folder_ / "export.jsonl", tool({"export", "--config", folder_ / "plugin.json", "--json"}));
    return output_of(
        {TILLPOINTS_LEDGER, "--export", folder_ / "export.jsonl", "--fiscal", fiscal, "--cloud",
         "http://127.0.0.1:" + std::to_string(cloud.office_port()), "--token", cloud.token_file()},
        folder_ / "verdict");
}

std::set<std::string> answers_seen() {
    const std::lock_guard lock(seen_mutex);
    return seen;
}

std::set<std::string> described_answers() {
    const auto document = Json::parse(read_file(TILLPOINTS_SIDECAR_OPENAPI));
    std::set<std::string> out;
    for (const auto& [path, item] : document["paths"].items())
        for (const auto& [method, name] : {std::pair{"get", "GET "}, std::pair{"post", "POST "}}) {
            if (!item.contains(method)) continue;
            for (const auto& [status, given] : item[method]["responses"].items()) {
                const auto& response = resolved(document, given);
                const auto start = name + path + " " + (status == "5XX" ? "503" : status);
                const Json::json_pointer codes(
                    "/content/application~1json/schema/allOf/1/properties/error/properties/code/enum");
                if (!response.contains(codes)) out.insert(start);
                if (response.contains(codes))
                    for (const auto& code : response[codes])
                        out.insert(start + " " + code.get<std::string>());
            }
        }
    return out;
}

HttpRequest event_request(Json event, const std::string& key, std::uint32_t deadline_ms) {
    event["v"] = 1;
    HttpRequest request{"POST", "/v1/events", {}, event.dump()};
    if (deadline_ms > 0) request.target += "?deadline_ms=" + std::to_string(deadline_ms);
    if (!key.empty()) request.headers.emplace_back("Idempotency-Key", key);
    return request;
}

Json body_of(const std::optional<HttpAnswer>& answer) {
    if (!answer) throw std::runtime_error("no answer");
    return Json::parse(answer->body);
}

std::string code_of(const std::optional<HttpAnswer>& answer) {
    const auto body = body_of(answer);
    return body.contains("error") ? body["error"].at("code").get<std::string>() : "";
}

Json opening(const std::string& receipt) {
    return {{"event", "receipt_opened"}, {"receipt_id", receipt}, {"kind", "sale"}, {"shift", "1"}};
}

Json closing(const std::string& receipt, std::int64_t total) {
    return {{"event", "receipt_closed"},
            {"receipt_id", receipt},
            {"positions", {{{"id", "p1"}, {"price", total}, {"quantity", "1"}, {"sum", total}}}},
            {"total", total},
            {"closed_at", "2026-01-31T08:05:09Z"}};
}

}  // namespace tillpoints::test
