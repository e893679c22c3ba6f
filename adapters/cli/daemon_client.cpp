#include "adapters/cli/daemon_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <random>
#include <stdexcept>

#include "tillpoints/tillpoints.h"

namespace tillpoints::cli {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using Socket = boost::asio::local::stream_protocol;
using Request = http::request<http::string_body>;
using Response = http::response_parser<http::string_body>;

/// An answer comes by the event's own deadline; the daemon gives none later than that.
constexpr std::chrono::seconds longest_wait{30};

std::string fresh_key() {
    std::random_device random;
    char text[40];
    std::snprintf(text, sizeof text, "send-%08x%08x", random(), random());
    return text;
}

}  // namespace

struct DaemonClient::Connection {
    boost::asio::io_context context;
    beast::basic_stream<Socket> stream{context};
    beast::flat_buffer unread;

    /// Runs what was begun, within the stream's time.
    void finish(const beast::error_code& error) {
        context.restart();
        context.run();
        if (error) throw std::runtime_error(error.message());
    }
};

DaemonClient::DaemonClient(const std::string& socket, std::string terminal)
    : connection_(std::make_unique<Connection>()), terminal_(std::move(terminal)) {
    beast::error_code error;
    connection_->stream.socket().connect(Socket::endpoint(socket), error);
    if (error) throw std::runtime_error(socket + ": " + error.message());
}

DaemonClient::~DaemonClient() = default;

Json DaemonClient::ask(const Json& event) {
    Request request(http::verb::post, "/v1/events", 11, event.dump());
    request.set(http::field::host, "localhost");
    request.set(http::field::content_type, "application/json");
    request.set("Idempotency-Key", fresh_key());
    if (!terminal_.empty()) request.set("Tillpoints-Terminal", terminal_);
    request.prepare_payload();

    beast::error_code error;
    const auto done = [&](beast::error_code failure, std::size_t) { error = failure; };
    auto& stream = connection_->stream;
    stream.expires_after(longest_wait);
    http::async_write(stream, request, done);
    connection_->finish(error);
    Response response;
    response.body_limit(TILLPOINTS_MAX_MESSAGE);
    http::async_read(stream, connection_->unread, response, done);
    connection_->finish(error);

    Json answer = Json::parse(response.get().body(), nullptr, false);
    if (response.get().result() == http::status::ok) return answer;
    const bool said = answer.is_object() && answer.contains("error") && answer["error"].is_object();
    throw std::runtime_error(said ? cell(answer["error"], "message")
                                  : "HTTP " + std::to_string(response.get().result_int()));
}

}  // namespace tillpoints::cli
