#include <catch2/catch.hpp>

#include "sidecar.hpp"

using namespace tillpoints::test;

namespace {

/// Runs a script of this folder and expects it to find everything right.
void run_script(Sidecar& sidecar, const std::string& program, const std::string& script,
                const std::vector<std::string>& arguments) {
    std::vector<std::string> command{"/usr/bin/env", std::string("PYTHONPATH=") + PYTHON_CLIENT,
                                     "PYTHONDONTWRITEBYTECODE=1", program,
                                     std::string(SIDECAR_SCRIPTS) + "/" + script};
    command.insert(command.end(), arguments.begin(), arguments.end());
    Process process(command, sidecar.file("script.log"));
    const int status = process.wait(60);
    INFO(read_file(sidecar.file("script.log")) << sidecar.log());
    CHECK(status == 0);
}

std::string fingerprint_of(Sidecar& sidecar) {
    return sidecar.command({"fingerprint"}).substr(0, 95);
}

std::string tls_place(Sidecar& sidecar) {
    return "https://127.0.0.1:" + std::to_string(sidecar.port(Sidecar::with_tls));
}

std::string code_for(Sidecar& sidecar, const std::string& terminal) {
    const auto shown = sidecar.command({"enrol", terminal});
    return shown.substr(shown.find("code") + 13, 9);
}

}  // namespace

TEST_CASE("the Python client enrols, pins the certificate, retries, and follows a terminal through a gap") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"}, Json::object(), {{"heartbeat_s", 1}});
    sidecar.start();
    run_script(sidecar, TILLPOINTS_PYTHON, "client_check.py",
               {tls_place(sidecar), fingerprint_of(sidecar), code_for(sidecar, "till-7"),
                "unix:" + sidecar.socket_path(), "till-1"});
}

TEST_CASE("the Node client enrols, pins the certificate, and retries") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1"});
    sidecar.start();
    run_script(sidecar, TILLPOINTS_NODE, "client_check.mjs",
               {tls_place(sidecar), fingerprint_of(sidecar), code_for(sidecar, "till-7"),
                "unix:" + sidecar.socket_path(), "till-1"});
}
