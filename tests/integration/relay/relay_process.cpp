#include "relay_process.hpp"

#include <signal.h>
#include <unistd.h>

#include <stdexcept>

#include "../cloud/conformity.hpp"

namespace tillpoints::cloud::test {

RelayProcess::RelayProcess(const std::string& upstream, const std::string& ca_file,
                           std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "relay");
    for (const auto& argument :
         {std::string("--listen"), std::string("127.0.0.1:0"), std::string("--data"), data_.path,
          std::string("--upstream"), upstream, std::string("--ca"), ca_file})
        arguments.push_back(argument);
    started_ = start_program(arguments);
    said_ = read_output(started_.output, true);
    if (said_.find("ready at") == std::string::npos) throw std::runtime_error("not ready: " + said_);
    const auto ports = parse_json(data_.read("ports.json")).value();
    port_ = static_cast<std::uint16_t>(std::stoi(ports.find("listen")->number()->digits));
}

RelayProcess::~RelayProcess() {
    if (started_.pid > 0) log();
}

HttpHeaders RelayProcess::headers(const std::string& credential) const {
    HttpHeaders out{{"Authorization", "Basic b3BlcmF0b3I6cHJveHk="}};
    if (!credential.empty()) out.emplace_back("X-Loyalty-Key", credential);
    return out;
}

Client RelayProcess::terminal(const std::string& credential) const {
    return Client(port_, data_.path + "/ca.pem", headers(credential), hold_against_description);
}

Client RelayProcess::unchecked_terminal(const std::string& credential) const {
    return Client(port_, data_.path + "/ca.pem", headers(credential));
}

std::string RelayProcess::log() {
    ::kill(started_.pid, SIGTERM);
    said_ += read_output(started_.output, false);
    close(started_.output);
    wait_for(started_.pid);
    started_.pid = -1;
    return said_;
}

}  // namespace tillpoints::cloud::test
