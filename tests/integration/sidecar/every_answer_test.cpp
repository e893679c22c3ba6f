#include <catch2/catch.hpp>
#include <future>

#include "sidecar.hpp"

using namespace tillpoints;
using namespace tillpoints::test;

namespace {

using Socket = Sidecar::Socket;

/// These need a fault of the machine, or a moment that no test can hold.
bool needs_a_fault(const std::string& answer) {
    for (const auto* code : {" busy", " ending", " not_stored"})
        if (answer.ends_with(code)) return true;
    return answer.ends_with("terminal_not_running") && answer.find("/v1/events") == std::string::npos;
}

struct Call {
    std::string method;
    std::string path;
    bool of_terminal;
};
const std::vector<Call> calls{{"POST", "/v1/events", true},
                              {"GET", "/v1/stream", true},
                              {"GET", "/v1/status", true},
                              {"POST", "/v1/enrol", false},
                              {"GET", "/metrics", false}};

void refuse_callers(Sidecar& sidecar, const Call& call) {
    const auto send = [&](Socket socket, const std::string& method, HttpHeaders headers) {
        sidecar.client(socket, {})
            .send({method, call.path, std::move(headers), method == "POST" ? "{}" : ""});
    };
    send(Socket::by_name, call.method, {{"Host", "evil.example"}});
    send(Socket::by_name, call.method, {{"Origin", "http://evil.example"}});
    // The description has each path's own method only.
    if (!call.of_terminal) return;
    send(Socket::by_token, call.method, {});
    send(Socket::by_token, call.method, {{"Authorization", "Bearer none"}});
    send(Socket::by_name, call.method, {{"Tillpoints-Terminal", "till-9"}});
    send(Socket::by_name, call.method,
         {{"Authorization", "Bearer " + sidecar.token("till-1")}, {"Tillpoints-Terminal", "till-2"}});
}

void refuse_bodies(Sidecar& sidecar, const std::string& path) {
    auto till = sidecar.client_of("till-1");
    till.send({"POST", path, {{"Content-Type", "text/plain"}}, "{}"});
    till.send({"POST", path, {}, std::string(3000, ' ')});
}

/// Many requests of one terminal at once, while the cloud does not answer; each under its key.
void crowd(Sidecar& sidecar, const std::string& terminal, const std::vector<std::string>& keys) {
    const Json presented{
        {"event", "customer_presented"}, {"receipt_id", "r-1"}, {"by", "phone"}, {"value", "+79005550001"}};
    std::vector<std::future<void>> waiting;
    for (const auto& key : keys)
        waiting.push_back(std::async(std::launch::async, [&sidecar, &terminal, &presented, key] {
            sidecar.client_of(terminal).send(event_request(presented, key, 2000));
        }));
}

void crowd_both(Sidecar& sidecar, Cloud& cloud) {
    for (const auto* terminal : {"till-1", "till-2"})
        sidecar.client_of(terminal).send(event_request(opening("r-1")));
    std::vector<std::string> different;
    for (int i = 0; i < 24; ++i) different.push_back(std::to_string(i));
    cloud.freeze();
    crowd(sidecar, "till-1", std::vector<std::string>(19, "same"));  // 16 may wait for one event
    crowd(sidecar, "till-2", different);                             // 20 may be in flight
    cloud.thaw();
}

}  // namespace

TEST_CASE("every answer that the sidecar's description names is given") {
    Cloud cloud;
    Sidecar sidecar(cloud, {"till-1", "till-2", "broken"}, Json::object(),
                    {{"limits", {{"event_bytes", 2000}, {"events_in_flight", 20}, {"events_per_second", 20}}},
                     {"code_tries", 20}});
    auto config = sidecar.config();
    config["terminals"][2]["plugin"] = {{"cloud", {{"base_url", "nonsense"}}}};
    sidecar.write_config(config);
    sidecar.token("till-1");
    sidecar.employ("Anna", "cashier", "4071");
    sidecar.employ("Igor", "technician", "2580");
    sidecar.start();
    for (const auto& call : calls) refuse_callers(sidecar, call);
    refuse_bodies(sidecar, "/v1/events");
    refuse_bodies(sidecar, "/v1/enrol");
    auto till = sidecar.client_of("till-1");
    till.send(event_request(opening("r-0"), "k"));
    till.send(event_request(closing("r-0"), "k"));
    till.send(event_request(opening("r-0"), "two words"));
    auto late = event_request(opening("r-0"));
    late.target += "?deadline_ms=x";
    till.send(late);
    till.send({"GET", "/v1/status", {}, {}});
    till.send({"GET", "/metrics", {}, {}});
    sidecar.client_of("broken").send(event_request(opening("r-0")));
    const auto shown = sidecar.command({"enrol", "till-3"});
    till.send({"POST", "/v1/enrol", {}, Json{{"code", shown.substr(shown.find("code") + 13, 9)}}.dump()});
    till.send({"POST", "/v1/enrol", {}, "{}"});
    for (int i = 0; i < 12; ++i) till.send({"POST", "/v1/enrol", {}, R"({"code":"0000-0000"})"});
    crowd_both(sidecar, cloud);
    for (int i = 0; i < 200; ++i) sidecar.client_of("till-2").send(event_request(opening("r-0")));

    const auto cashier = sidecar.sign_in(Socket::by_token, "Anna", "4071");
    const auto technician = sidecar.sign_in(Socket::by_token, "Igor", "2580");
    const auto say = [&](HttpHeaders headers, Json event) {
        auto request = event_request(std::move(event));
        request.headers = std::move(headers);
        sidecar.client(Socket::by_token, {}).send(request);
    };
    say(cashier, opening("page-1"));
    say(cashier, {{"event", "register_started"}});
    say(technician, opening("page-1"));
    say({cashier.front()}, opening("page-1"));
    sidecar.client(Socket::by_token, cashier).send({"POST", "/v1/pages/shift", {}, "{}"});
    say(cashier, opening("page-1"));

    auto missing = described_answers();
    std::erase_if(missing, [](const auto& each) { return each.find(" /v1/pages/") != std::string::npos; });
    CHECK(missing.size() > 40);
    for (const auto& seen : answers_seen()) missing.erase(seen);
    std::erase_if(missing, needs_a_fault);
    // A client of these tests states every length, and a stream does not end; other tests have both. No test
    // listens on the network, where there are no metrics.
    for (const auto* each : {"POST /v1/events 411 no_length", "POST /v1/enrol 411 no_length",
                             "GET /v1/stream 200", "GET /metrics 404 unknown_path"})
        missing.erase(each);
    for (const auto& each : missing) FAIL_CHECK("never given: " << each);
}
