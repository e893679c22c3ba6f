#include "client.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

namespace tillpoints::cloud::test {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Stream = beast::ssl_stream<beast::tcp_stream>;

constexpr std::uint64_t longest_answer = 1u << 30;

struct Client::State {
    std::uint16_t port;
    std::string ca_file;
    HttpHeaders headers;
    AnswerCheck check;
    int connections = 0;
    asio::io_context io;
    asio::ssl::context tls{asio::ssl::context::tls_client};
    std::unique_ptr<Stream> stream;
    beast::flat_buffer buffer;

    /// Starts an operation and waits for its end; true if it succeeded.
    template <class Start>
    bool run(Start start) {
        beast::error_code result = asio::error::timed_out;
        stream->next_layer().expires_after(std::chrono::seconds(10));
        start([&](beast::error_code error, auto&&...) { result = error; });
        io.restart();
        io.run();
        return !result;
    }

    bool connect() {
        if (stream) return true;
        ++connections;
        buffer.clear();
        stream = std::make_unique<Stream>(io, tls);
        const asio::ip::tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
        bool connected = run([&](auto done) { stream->next_layer().async_connect(endpoint, done); });
        if (connected && !ca_file.empty()) {
            stream->set_verify_mode(asio::ssl::verify_peer);
            stream->set_verify_callback(asio::ssl::host_name_verification("127.0.0.1"));
            connected =
                run([&](auto done) { stream->async_handshake(asio::ssl::stream_base::client, done); });
        }
        if (!connected) stream.reset();
        return connected;
    }

    template <class Use>
    auto with_stream(Use use) {
        return ca_file.empty() ? use(stream->next_layer()) : use(*stream);
    }
};

Client::Client(std::uint16_t port, std::string ca_file, HttpHeaders headers, AnswerCheck check)
    : state_(std::make_unique<State>()) {
    state_->port = port;
    state_->ca_file = std::move(ca_file);
    state_->headers = std::move(headers);
    state_->check = std::move(check);
    if (!state_->ca_file.empty()) state_->tls.load_verify_file(state_->ca_file);
}

Client::~Client() = default;
Client::Client(Client&&) noexcept = default;

std::optional<HttpAnswer> Client::send(const HttpRequest& request) {
    auto& state = *state_;
    if (!state.connect()) return {};
    http::request<http::string_body> message(http::string_to_verb(request.method), request.target, 11);
    message.set(http::field::host, "127.0.0.1");
    for (const auto& [name, value] : state.headers) message.set(name, value);
    for (const auto& [name, value] : request.headers) message.set(name, value);
    message.body() = request.body;
    message.prepare_payload();
    http::response_parser<http::string_body> parser;
    parser.body_limit(longest_answer);
    const bool answered = state.with_stream([&](auto& stream) {
        return state.run([&](auto done) { http::async_write(stream, message, done); }) &&
               state.run([&](auto done) { http::async_read(stream, state.buffer, parser, done); });
    });
    auto response = parser.release();
    if (!answered || !response.keep_alive()) state.stream.reset();
    if (!answered) return {};
    HttpAnswer answer{static_cast<int>(response.result_int()), {}, std::move(response.body())};
    for (const auto& field : response)
        answer.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    if (state.check) state.check(request, answer);
    return answer;
}

bool Client::hold(const std::string& bytes) {
    auto& state = *state_;
    if (!state.connect()) return false;
    return state.with_stream([&](auto& stream) {
        return state.run([&](auto done) { asio::async_write(stream, asio::buffer(bytes), done); });
    });
}

std::optional<std::string> Client::talk(const std::string& bytes) {
    auto& state = *state_;
    if (!hold(bytes)) return {};
    std::string answer;
    beast::error_code ended;
    state.with_stream([&](auto& stream) {
        return state.run([&](auto done) {
            asio::async_read(stream, asio::dynamic_buffer(answer),
                             [&ended, done](beast::error_code error, std::size_t) {
                                 ended = error;
                                 done(error);
                             });
        });
    });
    state.stream.reset();
    return ended == beast::error::timeout ? std::nullopt : std::optional(answer);
}

int Client::connections() const {
    return state_->connections;
}

}  // namespace tillpoints::cloud::test
