#include "cloud_process.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "conformity.hpp"
#include "tests/checked_cloud/violations.hpp"

namespace tillpoints::cloud::test {
namespace {

constexpr auto api_key = "integration-key";

}  // namespace

DataDirectory::DataDirectory() {
    char pattern[] = "/tmp/tillpoints-cloud-XXXXXX";
    path = mkdtemp(pattern);
}

DataDirectory::~DataDirectory() {
    std::filesystem::remove_all(path);
}

std::string DataDirectory::read(const std::string& file) const {
    std::ifstream in(path + "/" + file);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

CloudProcess::CloudProcess(const DataDirectory& data, std::vector<std::string> arguments) : data_(data) {
    std::ofstream(data.path + "/api.key") << api_key << "\n";
    plain_ = std::find(arguments.begin(), arguments.end(), "--plain-http") != arguments.end();
    if (std::find(arguments.begin(), arguments.end(), "--programme") == arguments.end())
        arguments.insert(arguments.end(), {"--programme", TILLPOINTS_PROGRAMME});
    for (const auto* argument :
         {"--listen", "127.0.0.1:0", "--backoffice", "127.0.0.1:0", "--company", "42", "--data"})
        arguments.push_back(argument);
    arguments.push_back(data.path);
    const auto started = start_program(arguments);
    pid_ = started.pid;
    const auto line = read_output(started.output, true);
    close(started.output);
    if (line.find("ready at") == std::string::npos) throw std::runtime_error("not ready: " + line);
    const auto ports = parse_json(data.read("ports.json")).value();
    port_ = static_cast<std::uint16_t>(std::stoi(ports.find("listen")->number()->digits));
    office_port_ = static_cast<std::uint16_t>(std::stoi(ports.find("backoffice")->number()->digits));
}

CloudProcess::~CloudProcess() {
    if (pid_ > 0) kill();
}

void CloudProcess::kill() {
    ::kill(pid_, SIGKILL);
    wait_for(pid_);
    pid_ = -1;
    fail_on_violations(data_.path);
}

int CloudProcess::stop() {
    ::kill(pid_, SIGTERM);
    const int status = wait_for(pid_);
    pid_ = -1;
    fail_on_violations(data_.path);
    return status;
}

Client CloudProcess::client_with(HttpHeaders headers) const {
    return Client(port_, ca_file(), std::move(headers), hold_against_description);
}

Client CloudProcess::unchecked_client() const {
    return Client(port_, ca_file(), {{"Authorization", credential}});
}

Client CloudProcess::office() const {
    auto token = data_.read("backoffice.token");
    token.pop_back();
    return Client(office_port_, "", {{"Authorization", "Bearer " + token}});
}

Json CloudProcess::post(const std::string& path, const Json& body) const {
    const auto answer = office().send({"POST", path, {}, dump(body)});
    if (!answer || answer->status != 200)
        throw std::runtime_error(path + ": " + (answer ? answer->body : "no answer"));
    return parse_json(answer->body).value();
}

void CloudProcess::set_switch(const Json& switches) const {
    post("/switches", switches);
}

Json CloudProcess::join(const std::string& name, const std::string& phone) const {
    Json body = Json::object({{"name", name}});
    if (!phone.empty()) body.set("phone", phone);
    return post("/customers", body);
}

std::string CloudProcess::code_of(const Json& customer) const {
    return *post("/codes", Json::object({{"uid", *customer.find("uid")}})).find("code")->string();
}

std::string CloudProcess::certificate_of(const Json& customer, int points) const {
    const auto made = post("/certificates",
                           Json::object({{"uid", *customer.find("uid")}, {"points", points}, {"days", 7}}));
    return *made.find("code")->string();
}

std::int64_t CloudProcess::tag(const std::string& name) const {
    return std::stoll(post("/tags", Json::object({{"name", name}})).find("id")->number()->digits);
}

Json CloudProcess::order(const Json& customer, const std::string& items, const std::string& branch,
                         const std::string& points) const {
    post("/branches", Json::object({{"name", branch}}));
    return post("/orders", Json::object({{"uid", *customer.find("uid")},
                                         {"items", parse_json(items).value()},
                                         {"branch", branch},
                                         {"points", points}}));
}

void CloudProcess::block(const Json& customer) const {
    post("/customers/block", Json::object({{"uid", *customer.find("uid")}}));
}

void CloudProcess::answer_order(const Json& order, const std::string& action) const {
    post("/orders/answer", Json::object({{"order", *order.find("id")}, {"action", action}}));
}

Json CloudProcess::ledger() const {
    return parse_json(office().send({"GET", "/ledger", {}, {}}).value().body).value();
}

std::map<std::string, int> CloudProcess::requests() const {
    const auto health = parse_json(office().send({"GET", "/health", {}, {}}).value().body).value();
    std::map<std::string, int> out;
    for (const auto& [name, count] : *health.find("requests")->members())
        out[name] = std::stoi(count.number()->digits);
    return out;
}

std::optional<Result<loyalty::Answer>> ask(Client& client, const loyalty::Call& call) {
    const auto answer = client.send(loyalty::request_of(call));
    if (!answer) return {};
    return loyalty::answer_of(call, *answer);
}

loyalty::CreateOperation purchase(loyalty::Identity who, std::int64_t minor, std::int64_t points,
                                  std::string number) {
    loyalty::CreateOperation call;
    call.who = std::move(who);
    call.total = Money(minor);
    call.points = Points(points);
    call.cash = Money(minor - points);
    if (!number.empty()) call.number = std::move(number);
    return call;
}

}  // namespace tillpoints::cloud::test
