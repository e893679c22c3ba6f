#include "cloud.hpp"

#include <filesystem>
#include <stdexcept>

#include "client.hpp"

namespace tillpoints::bench {

Cloud::Cloud(std::string program, std::string folder, const std::string& programme)
    : program_(std::move(program)), folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    std::filesystem::copy_file(programme, folder_ + "/programme.json");
    start();
}

void Cloud::start() {
    const auto ports = folder_ + "/ports.json";
    std::filesystem::remove(ports);
    const std::vector<std::string> command{
        program_,       "--programme", folder_ + "/programme.json",
        "--data",       folder_,       "--company",
        "42",           "--listen",    "127.0.0.1:" + std::to_string(port_),
        "--backoffice", "127.0.0.1:0"};
    process_ = std::make_unique<test::Process>(command, folder_ + "/cloud.log");
    if (!process_->makes(ports, std::chrono::seconds(10)))
        throw std::runtime_error("the cloud does not start: " + test::read_file(folder_ + "/cloud.log"));
    const auto chosen = Json::parse(test::read_file(ports));
    port_ = chosen.at("listen");
    office_port_ = chosen.at("backoffice");
}

void Cloud::stop() {
    process_.reset();
}

Json Cloud::office(const std::string& method, const std::string& path, const Json& body) {
    auto token = test::read_file(folder_ + "/backoffice.token");
    token.erase(token.find_last_not_of('\n') + 1);
    cloud::test::Client client(office_port_, "", {{"Authorization", "Bearer " + token}});
    const auto answer = client.send({method, path, {}, body.is_null() ? "" : body.dump()});
    if (!answer || answer->status != 200)
        throw std::runtime_error(path + ": " + (answer ? answer->body : "no answer"));
    return Json::parse(answer->body);
}

Json Cloud::join(int count) {
    auto customers = Json::array();
    for (int each = 0; each < count; ++each) {
        const auto phone = "+7999" + std::to_string(1'000'000 + ++joined_);
        const auto uid = office("POST", "/customers", {{"name", "Test"}, {"phone", phone}}).at("uid");
        const auto card = office("POST", "/cards", {{"uid", uid}, {"kind", "plastic"}}).at("code");
        customers.push_back({{"phone", phone}, {"card", card}});
    }
    return customers;
}

int Cloud::answered() {
    int sum = 0;
    const auto health = office("GET", "/health");
    for (const auto& [name, count] : health.at("requests").items())
        if (name != "GET /settings") sum += count.get<int>();
    return sum;
}

int Cloud::answered(const std::string& name) {
    return office("GET", "/health").at("requests").value(name, 0);
}

}  // namespace tillpoints::bench
