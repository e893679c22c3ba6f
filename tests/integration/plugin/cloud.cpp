#include "cloud.hpp"

#include <signal.h>

#include <chrono>
#include <filesystem>
#include <stdexcept>

#include "../cloud/client.hpp"
#include "tests/checked_cloud/violations.hpp"

namespace tillpoints::test {
namespace {

std::string loopback(std::uint16_t port) {
    return "127.0.0.1:" + std::to_string(port);
}

}  // namespace

Cloud::Cloud(std::vector<std::string> switches, const Json& programme) : switches_(std::move(switches)) {
    Json whole = Json::parse(read_file(TILLPOINTS_PROGRAMME));
    if (!programme.is_null()) whole.update(programme);
    write_file(folder_ / "programme.json", whole.dump());
    start();
}

void Cloud::start() {
    const auto ports = folder_ / "ports.json";
    std::filesystem::remove(ports);
    std::vector<std::string> command{TILLPOINTS_CLOUD_PROGRAM,
                                     "--programme",
                                     folder_ / "programme.json",
                                     "--data",
                                     folder_ / "",
                                     "--company",
                                     "42",
                                     "--listen",
                                     loopback(port_),
                                     "--backoffice",
                                     loopback(office_port_)};
    // What the plugin sends must be accepted without tolerance.
    command.insert(command.end(), {"--set", "client_input=described"});
    for (const auto& each : switches_) {
        if (!each.starts_with("--")) command.emplace_back("--set");
        command.push_back(each);
    }
    command.emplace_back("--virtual-time");  // real time until a test advances it
    process_ = std::make_unique<Process>(command, folder_ / "cloud.log");
    if (!process_->makes(ports, std::chrono::seconds(10)))
        throw std::runtime_error("the cloud does not start: " + read_file(folder_ / "cloud.log"));
    const auto chosen = Json::parse(read_file(ports));
    port_ = chosen.at("listen");
    office_port_ = chosen.at("backoffice");
    before_.clear();
}

Cloud::~Cloud() {
    kill();
}

void Cloud::kill() {
    process_->kill();
    cloud::test::fail_on_violations(folder_ / "");
}
void Cloud::replace_key(const std::string& key) {
    kill();
    const auto file = folder_ / "api.key";
    write_file(file, key + "\n");
    std::filesystem::permissions(file,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    start();
}
void Cloud::freeze() {
    process_->signal(SIGSTOP);
}
void Cloud::thaw() {
    process_->signal(SIGCONT);
}

Json Cloud::office(const std::string& method, const std::string& path, const Json& body) {
    auto token = read_file(token_file());
    token.erase(token.find_last_not_of('\n') + 1);
    cloud::test::Client client(office_port_, "", {{"Authorization", "Bearer " + token}});
    const auto answer = client.send({method, path, {}, body.is_null() ? "" : body.dump()});
    if (!answer || answer->status != 200)
        throw std::runtime_error(path + ": " + (answer ? answer->body : "no answer"));
    return Json::parse(answer->body);
}

void Cloud::set_switches(const Json& switches) {
    office("POST", "/switches", switches);
}

Customer Cloud::register_customer(const std::string& phone) {
    const auto made = office("POST", "/customers", {{"name", "Test"}, {"phone", phone}});
    return {made.at("uid"), phone};
}

std::string Cloud::code_of(const Customer& customer) {
    return office("POST", "/codes", {{"uid", customer.uid}}).at("code");
}

std::string Cloud::card_of(const Customer& customer) {
    return office("POST", "/cards", {{"uid", customer.uid}, {"kind", "plastic"}}).at("code");
}

double Cloud::collect_voucher(const Customer& customer, const std::string& code) {
    return office("POST", "/vouchers", {{"code", code}, {"uid", customer.uid}}).at("points");
}

void Cloud::advance_time(std::chrono::hours time) {
    office("POST", "/time", {{"hours", time.count()}});
}

Json Cloud::ledger() {
    return office("GET", "/ledger");
}

std::map<std::string, int> Cloud::counted() {
    return office("GET", "/health").at("requests").get<std::map<std::string, int>>();
}

void Cloud::forget_requests() {
    before_ = counted();
}

std::map<std::string, int> Cloud::requests() {
    std::map<std::string, int> out;
    for (const auto& [name, count] : counted())
        if (name != "GET /settings" && count > before_[name]) out[name] = count - before_[name];
    return out;
}

int Cloud::requests_for_settings() {
    return counted()["GET /settings"];
}

int Cloud::request_count() {
    int sum = 0;
    for (const auto& [name, count] : requests()) sum += count;
    return sum;
}

Json Cloud::config(const std::string& data_directory, const Json& timing) const {
    return {{"data_directory", data_directory},
            {"language", "en"},
            {"cloud",
             {{"base_url", "https://" + loopback(port_)},
              {"company_id", "42"},
              {"key_file", folder_ / "api.key"},
              {"ca_file", folder_ / "ca.pem"}}},
            {"timing", timing}};
}

}  // namespace tillpoints::test
