#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstring>
#include <future>

#include "sidecar.hpp"

using namespace tillpoints;
using namespace tillpoints::test;

namespace {

/// The socket on which systemd hears from a service.
class NotifySocket {
  public:
    explicit NotifySocket(const std::string& path)
        : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un name{};
        name.sun_family = AF_UNIX;
        std::strncpy(name.sun_path, path.c_str(), sizeof name.sun_path - 1);
        REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0);
        const timeval patience{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    ~NotifySocket() { ::close(socket_); }
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;

    /// Reads until a message begins with `what`; fails after ten seconds without a message.
    std::string hear(const std::string& what) {
        for (;;) {
            char text[512];
            const auto size = ::recv(socket_, text, sizeof text, 0);
            if (size <= 0) FAIL("never heard " + what);
            const std::string message(text, static_cast<std::size_t>(size));
            if (message.starts_with(what)) return message;
        }
    }

  private:
    int socket_;
};

std::string state_of(Sidecar& sidecar, const std::string& terminal) {
    const auto body = body_of(sidecar.client_of(terminal).send({"GET", "/v1/status", {}, {}}));
    return body.contains("state") ? body["state"].get<std::string>()
                                  : code_of(HttpAnswer{404, {}, body.dump()});
}

}  // namespace

TEST_CASE("systemd hears that the daemon is ready, alive, reloading and stopping") {
    Cloud cloud;
    Sidecar sidecar(cloud);
    NotifySocket systemd(sidecar.file("notify"));
    sidecar.start({"/usr/bin/env", "NOTIFY_SOCKET=" + sidecar.file("notify"), "WATCHDOG_USEC=400000"});
    systemd.hear("READY=1");
    systemd.hear("WATCHDOG=1");
    systemd.hear("WATCHDOG=1");
    sidecar.signal(SIGHUP);
    CHECK(systemd.hear("RELOADING=1").find("MONOTONIC_USEC=") != std::string::npos);
    systemd.hear("READY=1");
    sidecar.signal(SIGTERM);
    systemd.hear("STOPPING=1");
    CHECK(sidecar.stop() == 0);
}

TEST_CASE("a reload starts added terminals, stops removed ones, and keeps the others at work") {
    Cloud cloud;
    Sidecar sidecar(cloud);
    NotifySocket systemd(sidecar.file("notify"));
    sidecar.start({"/usr/bin/env", "NOTIFY_SOCKET=" + sidecar.file("notify")});
    auto kept = sidecar.client_of("till-1");
    kept.send(event_request(opening("r-1"), "open"));
    const auto reload = [&](const Json& config) {
        sidecar.reload(config);
        systemd.hear("RELOADING=1");
        systemd.hear("READY=1");
    };
    reload({{"terminals", {{{"name", "till-1"}}, {{"name", "till-3"}}}}});
    CHECK(state_of(sidecar, "till-1") == "running");
    CHECK(state_of(sidecar, "till-2") == "unknown_terminal");
    CHECK(state_of(sidecar, "till-3") == "running");
    CHECK(body_of(kept.send(event_request(closing("r-1"), "close")))["status"] == "stored");
    // A changed terminal starts anew with the same data.
    reload({{"terminals", {{{"name", "till-1"}, {"plugin", {{"language", "ru"}}}}}}});
    CHECK(state_of(sidecar, "till-1") == "running");
    CHECK(body_of(kept.send(event_request(closing("r-1"))))["status"] == "stored");
    // A wrong configuration changes nothing.
    reload({{"terminals", 5}});
    CHECK(state_of(sidecar, "till-1") == "running");
    CHECK(sidecar.log().find("terminals: expected a list") != std::string::npos);
    CHECK(sidecar.stop() == 0);
}

TEST_CASE("a terminal that does not start hinders no other, and starts once it can") {
    Cloud cloud;
    Sidecar sidecar(cloud);
    auto config = sidecar.config();
    config["terminals"][1]["plugin"] = {{"cloud", {{"base_url", "nonsense"}}}};
    sidecar.write_config(config);
    sidecar.start();
    CHECK(state_of(sidecar, "till-1") == "running");
    CHECK(state_of(sidecar, "till-2") == "failed");
    const auto answer = sidecar.client_of("till-2").send(event_request(opening("r-1")));
    REQUIRE(answer);
    CHECK(answer->status == 503);
    CHECK(code_of(answer) == "terminal_not_running");
    CHECK(answer->body.find("base_url") != std::string::npos);
}

TEST_CASE("an ordered stop answers what was taken and ends with status 0") {
    Cloud cloud;
    Sidecar sidecar(cloud);
    sidecar.start();
    auto till = sidecar.client_of("till-1");
    till.send(event_request(opening("r-1")));
    cloud.freeze();
    auto waiting = std::async(std::launch::async, [&] {
        return sidecar.client_of("till-1").send(event_request({{"event", "customer_presented"},
                                                               {"receipt_id", "r-1"},
                                                               {"by", "phone"},
                                                               {"value", "+79005550001"}},
                                                              "present", 1000));
    });
    auto watch = sidecar.client_of("till-2");
    for (bool taken = false; !taken;) {
        const auto page = watch.send({"GET", "/metrics", {}, {}});
        REQUIRE(page);
        taken = page->body.find("\ntillpointsd_events_in_flight 1\n") != std::string::npos;
    }
    CHECK(sidecar.stop() == 0);
    cloud.thaw();
    CHECK(body_of(waiting.get())["status"] == "offline");
}

TEST_CASE("sockets that systemd hands over are taken, and one that is not configured is refused with words") {
    Cloud cloud;
    Sidecar sidecar(cloud);
    const auto path = sidecar.file("handed.sock");
    auto config = sidecar.config();
    config["listen"] = {{{"unix", path}, {"by_name", true}}, {{"address", "127.0.0.1:0"}, {"by_name", true}}};
    sidecar.write_config(config);
    // As systemd does: a listening socket as descriptor 3, and the variables that say so.
    const auto program = std::string(
        "import os,socket,sys\n"
        "s=socket.socket(socket.AF_UNIX)\ns.bind(sys.argv[1])\ns.listen()\nos.dup2(s.fileno(),3)\n"
        "os.set_inheritable(3,True)\nos.environ.update(LISTEN_FDS='1',LISTEN_PID=str(os.getpid()))\n"
        "os.execv(sys.argv[2],sys.argv[2:])\n");
    sidecar.start({TILLPOINTS_PYTHON, "-c", program, path});
    Process curl({"/usr/bin/curl", "-sS", "--unix-socket", path, "-H", "Tillpoints-Terminal: till-1",
                  "http://localhost/v1/status"},
                 sidecar.file("curl.log"));
    CHECK(curl.wait(20) == 0);
    CHECK(read_file(sidecar.file("curl.log")).find("\"terminal\":\"till-1\"") != std::string::npos);
    CHECK(sidecar.stop() == 0);
    const auto other = sidecar.file("other.sock");
    Process refused({TILLPOINTS_PYTHON, "-c", program, other, TILLPOINTSD, "--config", sidecar.config_file()},
                    sidecar.file("refused.log"));
    CHECK(refused.wait(20) == 4);
    CHECK(read_file(sidecar.file("refused.log")).find("other.sock") != std::string::npos);
}

TEST_CASE(
    "wrong usage, a wrong configuration, a missing library and a taken port have their own exit status") {
    Cloud cloud;
    Sidecar sidecar(cloud);
    const auto status_of = [&](const std::vector<std::string>& words) {
        std::vector<std::string> command{TILLPOINTSD};
        command.insert(command.end(), words.begin(), words.end());
        Process process(command, sidecar.file("status.log"));
        return process.wait(20);
    };
    const auto config = sidecar.config_file();
    CHECK(status_of({"--help"}) == 0);
    CHECK(read_file(sidecar.file("status.log")).find("curl --unix-socket") != std::string::npos);
    CHECK(status_of({"--config", config, "check"}) == 0);
    CHECK(status_of({}) == 2);
    CHECK(status_of({"--config", config, "unheard"}) == 2);
    CHECK(status_of({"--config", sidecar.file("missing.json")}) == 1);
    CHECK(status_of({"--config", config, "token", "till-9"}) == 1);
    auto wrong = sidecar.config();
    wrong["library"] = "/nowhere/libtillpoints.so";
    sidecar.write_config(wrong);
    CHECK(status_of({"--config", config}) == 3);
    wrong["library"] = TILLPOINTS_LIBRARY;
    wrong["listen"] = {{{"address", "127.0.0.1:" + std::to_string(cloud.port())}}};
    sidecar.write_config(wrong);
    CHECK(status_of({"--config", config}) == 4);
    CHECK(read_file(sidecar.file("status.log")).find("cannot listen on 127.0.0.1") != std::string::npos);
}
