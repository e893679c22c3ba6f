#include "adapters/fleet/exchange.hpp"

#include "adapters/doctor/answer.hpp"
#include "adapters/doctor/connection.hpp"
#include "adapters/doctor/trust.hpp"

namespace tillpoints::fleet {
namespace {

constexpr std::size_t longest_answer = 1 << 20;

bool is_loopback(const std::string& host) {
    return host == "127.0.0.1" || host == "::1" || host == "localhost";
}

std::string head_of(const char* method, const doctor::Place& place, const std::string& token) {
    std::string text = std::string(method) + " " + (place.path.empty() ? "/" : place.path) +
                       " HTTP/1.1\r\nHost: " + place.authority + "\r\n";
    if (!token.empty()) text += "Authorization: Bearer " + token + "\r\n";
    return text + "Accept: application/json\r\nUser-Agent: tillpoints/" TILLPOINTS_VERSION
                  "\r\nConnection: close\r\n";
}

Exchanged read_answer(doctor::Stream& stream) {
    Exchanged out;
    std::string bytes;
    for (bool more = true; more && bytes.size() < longest_answer;) {
        more = stream.read(bytes, out.problem);
        auto answer = doctor::answer_in(bytes, !more);
        if (answer) return {answer->status, std::move(answer->body), {}};
    }
    if (out.problem.empty()) out.problem = "the answer is not HTTP, or too long";
    return out;
}

Exchanged exchanged(const Exchange& exchange, const char* method, const std::string& body) {
    const auto place = doctor::place_of(exchange.url);
    if (!place.tls && !is_loopback(place.host)) return {0, {}, "http:// is only for this machine"};
    doctor::Network facts;
    facts.host = place.host;
    facts.port = place.port;
    const auto stream = doctor::connect_to(facts, doctor::Stream::Clock::now() + exchange.patience);
    if (!stream) return {0, {}, facts.lookup_error.empty() ? facts.connect_error : facts.lookup_error};
    if (place.tls) {
        if (!doctor::secure(*stream, exchange.ca_file, {}, facts)) return {0, {}, facts.handshake_error};
        if (facts.distrust != doctor::Distrust::none)
            return {0, {}, "the certificate is not believed: " + facts.distrust_detail};
    }
    auto request = head_of(method, place, exchange.token);
    if (!body.empty())
        request +=
            "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    if (const auto problem = stream->write(request + "\r\n" + body); !problem.empty())
        return {0, {}, problem};
    return read_answer(*stream);
}

}  // namespace

Exchanged post(const Exchange& exchange, const std::string& json) {
    return exchanged(exchange, "POST", json);
}

Exchanged get(const Exchange& exchange) {
    return exchanged(exchange, "GET", {});
}

}  // namespace tillpoints::fleet
