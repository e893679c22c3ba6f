#include "adapters/simulator/loopback_http.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace tillpoints::simulator {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Failure = beast::error_code;

/// One request on its way: connect, write, read, each step starting the next.
class Exchange {
  public:
    Exchange(asio::io_context& io, http::request<http::string_body> request)
        : stream_(io), request_(std::move(request)) {
        response_.body_limit(std::uint64_t{1} << 30);  // a ledger of a year
    }

    void start(const asio::ip::tcp::endpoint& server, std::chrono::milliseconds timeout) {
        stream_.expires_after(timeout);
        stream_.async_connect(server, [this](Failure failure) {
            if (!failure) write();
        });
    }
    const std::optional<HttpAnswer>& answer() const { return answer_; }

  private:
    void write() {
        http::async_write(stream_, request_, [this](Failure failure, std::size_t) {
            if (!failure) read();
        });
    }
    void read() {
        http::async_read(stream_, buffer_, response_, [this](Failure failure, std::size_t) {
            if (failure) return;
            answer_ = HttpAnswer{response_.get().result_int(), std::move(response_.get().body())};
        });
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    http::response_parser<http::string_body> response_;
    std::optional<HttpAnswer> answer_;
};

}  // namespace

LoopbackServer loopback_server(const std::string& url, const std::string& token_file) {
    const std::string scheme = "http://";
    const auto colon = url.rfind(':');
    if (!url.starts_with(scheme) || colon == std::string::npos || colon < scheme.size())
        throw std::runtime_error(url + ": expected http://127.0.0.1:PORT");
    LoopbackServer server{url.substr(scheme.size(), colon - scheme.size()), url.substr(colon + 1), {}};
    while (server.port.ends_with('/')) server.port.pop_back();
    std::ifstream file(token_file);
    if (!(file >> server.token)) throw std::runtime_error(token_file + ": holds no token");
    return server;
}

std::optional<HttpAnswer> ask_loopback(const LoopbackServer& server, const std::string& path,
                                       const std::string& body, std::chrono::milliseconds timeout) {
    Failure failure;
    const auto address = asio::ip::make_address(server.host, failure);
    if (failure || !address.is_loopback()) return std::nullopt;
    http::request<http::string_body> request{body.empty() ? http::verb::get : http::verb::post, path, 11,
                                             body};
    request.set(http::field::host, server.host + ":" + server.port);
    request.set(http::field::content_type, "application/json");
    request.set(http::field::authorization, "Bearer " + server.token);
    request.set(http::field::connection, "close");
    request.prepare_payload();
    asio::io_context io;
    Exchange exchange(io, std::move(request));
    exchange.start({address, static_cast<unsigned short>(std::stoul(server.port))}, timeout);
    io.run();
    return exchange.answer();
}

}  // namespace tillpoints::simulator
