#include "cloud/outbound/outbound_client.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <stdexcept>

namespace tillpoints::cloud {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

struct OutboundClient::Settings {
    Destination destination;
    OutboundOptions options;
    asio::ssl::context tls{asio::ssl::context::tls_client};
};

namespace {

using Message = http::request<http::string_body>;
using Done = std::function<void(OutboundOutcome)>;

/// One request that is being sent. Keeps itself alive until it has reported its outcome.
template <class Stream>
class OutboundRequest : public std::enable_shared_from_this<OutboundRequest<Stream>> {
  public:
    OutboundRequest(asio::io_context& io, Stream stream, const Destination& destination,
                    const OutboundOptions& options, Message message, Done done)
        : destination_(destination),
          resolver_(io),
          deadline_(io),
          stream_(std::move(stream)),
          message_(std::move(message)),
          done_(std::move(done)) {
        parser_.body_limit(options.body_limit);
        deadline_.expires_after(options.timeout);
    }

    void start() {
        deadline_.async_wait([self = this->shared_from_this()](beast::error_code error) {
            if (!error) self->give_up();
        });
        resolver_.async_resolve(
            destination_.host, std::to_string(destination_.port),
            beast::bind_front_handler(&OutboundRequest::on_resolved, this->shared_from_this()));
    }

  private:
    static constexpr bool is_tls = !std::is_same_v<Stream, beast::tcp_stream>;

    auto& socket() { return beast::get_lowest_layer(stream_); }

    void give_up() {
        timed_out_ = true;
        resolver_.cancel();
        socket().close();
        finish({});
    }

    void finish(std::optional<HttpAnswer> answer, std::string what = "no answer in time") {
        if (!done_) return;
        deadline_.cancel();
        OutboundOutcome outcome{std::move(answer), timed_out_, sending_, std::move(what)};
        std::exchange(done_, nullptr)(std::move(outcome));
    }

    /// True if the exchange is over because of `error`.
    bool failed(beast::error_code error, const char* doing) {
        if (error) finish({}, std::string(doing) + ": " + error.message());
        return error || !done_;
    }

    void on_resolved(beast::error_code error, tcp::resolver::results_type found) {
        if (failed(error, "looking the name up")) return;
        socket().async_connect(found,
                               [self = this->shared_from_this()](beast::error_code e, const tcp::endpoint&) {
                                   self->on_connected(e);
                               });
    }

    void on_connected(beast::error_code error) {
        if (failed(error, "connecting")) return;
        beast::error_code ignored;
        socket().socket().set_option(tcp::no_delay(true), ignored);
        if constexpr (is_tls) {
            stream_.async_handshake(asio::ssl::stream_base::client,
                                    [self = this->shared_from_this()](beast::error_code e) {
                                        if (!self->failed(e, "TLS")) self->write();
                                    });
        } else {
            write();
        }
    }

    void write() {
        sending_ = true;
        http::async_write(stream_, message_,
                          [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                              if (!self->failed(error, "sending")) self->read();
                          });
    }

    void read() {
        http::async_read(stream_, buffer_, parser_,
                         [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                             if (!self->failed(error, "reading the answer")) self->on_read();
                         });
    }

    void on_read() {
        const auto& response = parser_.get();
        socket().close();
        if (parser_.need_eof()) return finish({}, "an answer without an end of its own");
        HttpAnswer answer{static_cast<int>(response.result_int()), {}, response.body()};
        for (const auto& field : response)
            answer.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
        finish(std::move(answer), {});
    }

    Destination destination_;
    tcp::resolver resolver_;
    asio::steady_timer deadline_;
    Stream stream_;
    Message message_;
    Done done_;
    beast::flat_buffer buffer_;
    http::response_parser<http::string_body> parser_;
    bool timed_out_ = false;
    bool sending_ = false;
};

bool is_address(const std::string& host) {
    boost::system::error_code error;
    asio::ip::make_address(host, error);
    return !error;
}

Message message_of(const Destination& destination, HttpRequest request) {
    Message message(http::string_to_verb(request.method), destination.base_path + request.target, 11);
    for (const auto& [name, value] : request.headers) message.set(name, value);
    message.set(http::field::host, destination.authority());
    message.set(http::field::connection, "close");
    message.body() = std::move(request.body);
    message.prepare_payload();
    return message;
}

}  // namespace

OutboundClient::OutboundClient(asio::io_context& io, Destination destination, OutboundOptions options)
    : io_(io), settings_(std::make_shared<Settings>()) {
    settings_->destination = std::move(destination);
    settings_->options = std::move(options);
    auto& tls = settings_->tls;
    tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                    asio::ssl::context::no_tlsv1_1);
    tls.set_verify_mode(asio::ssl::verify_peer);
    tls.set_verify_callback(asio::ssl::host_name_verification(settings_->destination.host));
    beast::error_code error;
    const auto& ca = settings_->options.ca_file;
    ca.empty() ? tls.set_default_verify_paths(error) : tls.load_verify_file(ca, error);
    if (error) throw std::runtime_error("cannot read what to trust, " + ca + ": " + error.message());
}

OutboundClient::~OutboundClient() = default;

void OutboundClient::send(HttpRequest request, std::function<void(OutboundOutcome)> done) {
    auto message = message_of(settings_->destination, std::move(request));
    const auto start = [&](auto stream) {
        using Stream = decltype(stream);
        std::make_shared<OutboundRequest<Stream>>(
            io_, std::move(stream), settings_->destination, settings_->options, std::move(message),
            [settings = settings_, done = std::move(done)](OutboundOutcome outcome) {
                done(std::move(outcome));
            })
            ->start();
    };
    if (!settings_->destination.tls) return start(beast::tcp_stream(io_));
    beast::ssl_stream<beast::tcp_stream> stream(io_, settings_->tls);
    const auto& host = settings_->destination.host;
    if (!is_address(host)) SSL_set_tlsext_host_name(stream.native_handle(), host.c_str());
    start(std::move(stream));
}

}  // namespace tillpoints::cloud
