#pragma once
#include <array>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <memory>
#include <sstream>

#include "http/address_limiter.hpp"
#include "http/connection_limiter.hpp"
#include "http/listening_socket.hpp"
#include "http/server.hpp"

namespace tillpoints {

namespace beast = boost::beast;
namespace http = boost::beast::http;

/// Over TCP and unix sockets alike.
using PlainStream = beast::basic_stream<boost::asio::generic::stream_protocol>;

/// What all connections of a server share; outlives them.
struct ServerState {
    ServerState(ServerOptions given, AsyncHandler handle)
        : options(std::move(given)), handler(std::move(handle)), connections(options.max_connections) {}
    const ServerOptions options;
    const AsyncHandler handler;
    ConnectionLimiter connections;
    AddressLimiter addresses;
    bool draining = false;  ///< every connection ends after its answer
};

/// One connection: reads a request, has it handled, sends the reply, and begins again. Keeps itself alive
/// while an operation on it is pending.
template <class Stream>
class HttpConnection : public std::enable_shared_from_this<HttpConnection<Stream>>,
                       private ConnectionLimiter::Connection,
                       private ReplyChannel {
  public:
    HttpConnection(Stream stream, std::shared_ptr<ServerState> server, AddressPlace place)
        : server_(std::move(server)), place_(std::move(place)), stream_(std::move(stream)) {}
    ~HttpConnection() override { server_->connections.remove(*this); }

    void start() {
        server_->connections.add(*this);
        expect_progress();
        if constexpr (is_tls) {
            stream_.async_handshake(
                boost::asio::ssl::stream_base::server,
                beast::bind_front_handler(&HttpConnection::on_handshake, this->shared_from_this()));
        } else {
            read();
        }
    }

  private:
    static constexpr std::string_view continue_response = "HTTP/1.1 100 Continue\r\n\r\n";
    static constexpr bool is_tls = !std::is_same_v<Stream, PlainStream>;

    void expect_progress() { beast::get_lowest_layer(stream_).expires_after(server_->options.idle_limit); }

    void on_handshake(beast::error_code error) {
        if (!error) read();
    }

    void drop() override { close(); }

    void read() {
        server_->connections.mark_idle(*this);
        admission_ = {};
        parser_.emplace();
        parser_->body_limit(boost::none);  // judged with the rest of the head
        parser_->header_limit(static_cast<std::uint32_t>(server_->options.header_limit));
        expect_progress();
        http::async_read_header(
            stream_, buffer_, *parser_,
            beast::bind_front_handler(&HttpConnection::on_head, this->shared_from_this()));
    }

    void on_head(beast::error_code error, std::size_t) {
        if (error) return fail(error);
        // Two of them would let this server and one before it read different requests.
        if (is_doubled(http::field::host) || is_doubled(http::field::authorization))
            return refuse(http::status::bad_request);
        admission_ =
            server_->options.admission_check ? server_->options.admission_check(request()) : Admission();
        const auto announced = parser_->content_length();
        const bool body_withheld = client_withholds_body();
        if ((announced && *announced > admission_.body_limit) || (body_withheld && admission_.refused))
            return reply_without_body();
        parser_->body_limit(admission_.body_limit);
        if (parser_->is_done()) return on_read({}, 0);
        if (!body_withheld) return read_body();
        boost::asio::async_write(stream_, boost::asio::buffer(continue_response),
                                 [self = this->shared_from_this()](beast::error_code failed, std::size_t) {
                                     failed ? self->close() : self->read_body();
                                 });
    }

    bool is_doubled(http::field field) const { return parser_->get().count(field) > 1; }

    /// Does the client send its body only after a "100 Continue"?
    bool client_withholds_body() const {
        const auto& head = parser_->get();
        return head.version() >= 11 && !parser_->is_done() &&
               beast::iequals(head[http::field::expect], "100-continue");
    }

    void read_body() {
        http::async_read(stream_, buffer_, *parser_,
                         beast::bind_front_handler(&HttpConnection::on_read, this->shared_from_this()));
    }

    void on_read(beast::error_code error, std::size_t) {
        if (error == http::error::body_limit) return reply_without_body();
        if (error) return fail(error);
        server_->connections.mark_busy(*this);
        handle();
    }

    void fail(beast::error_code error) {
        if (error == http::error::header_limit) return refuse(http::status::request_header_fields_too_large);
        const bool malformed =
            error.category() == http::make_error_code(http::error::bad_method).category() &&
            error != http::error::end_of_stream && error != http::error::partial_message;
        if (malformed) return refuse(http::status::bad_request);
        close();
    }

    /// Answers a request whose body is not taken, and ends the connection.
    void reply_without_body() {
        if (!admission_.reply_unread) return refuse(http::status::payload_too_large);
        keep_alive_ = false;
        beast::get_lowest_layer(stream_).expires_never();
        perform(admission_.reply_unread());
    }

    /// Answers a request that cannot be read without asking the handler, and ends the connection.
    void refuse(http::status status) {
        keep_alive_ = false;
        send({static_cast<int>(status), {}, {}});
    }

    HttpRequest request() {
        auto& message = parser_->get();
        // HEAD asks for the answer to the same GET, without its body.
        const auto method = without_body() ? std::string("GET") : std::string(message.method_string());
        HttpRequest out{method, std::string(message.target()), {}, {}};
        const auto& peer = server_->options.peer_header;
        for (const auto& field : message)
            if (peer.empty() || !beast::iequals(field.name_string(), peer))
                out.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
        if (!peer.empty())
            out.headers.emplace_back(peer, peer_address(beast::get_lowest_layer(stream_).socket()));
        out.body = std::move(message.body());
        return out;
    }

    bool without_body() const { return parser_ && parser_->get().method() == http::verb::head; }

    void handle() {
        keep_alive_ = parser_->get().keep_alive();
        beast::get_lowest_layer(stream_).expires_never();
        if (admission_.refused) return perform(admission_.reply_unread());
        server_->handler(request(),
                         [self = this->shared_from_this()](const Reply& reply) { self->perform(reply); });
    }

    void perform(const Reply& reply) {
        if (!reply.transmission) return send(reply.answer);
        const auto self = this->shared_from_this();
        reply.transmission(std::shared_ptr<ReplyChannel>(self, static_cast<ReplyChannel*>(this)),
                           reply.answer);
    }

    void send(const HttpAnswer& answer) override {
        prepare(answer);
        expect_progress();
        http::async_write(stream_, *response_,
                          beast::bind_front_handler(&HttpConnection::on_written, this->shared_from_this()));
    }

    void prepare(const HttpAnswer& answer) {
        response_.emplace(static_cast<http::status>(answer.status), 11);
        for (const auto& [name, value] : answer.headers) response_->set(name, value);
        keep_alive_ = keep_alive_ && !server_->draining;
        response_->keep_alive(keep_alive_);
        if (without_body()) return response_->content_length(answer.body.size());
        response_->body() = answer.body;
        response_->prepare_payload();
    }

    std::string bytes_of(const HttpAnswer& answer) override {
        prepare(answer);
        std::ostringstream text;
        text << *response_;
        return text.str();
    }

    void write(std::string bytes, std::function<void()> written) override {
        expect_progress();
        const auto kept = std::make_shared<const std::string>(std::move(bytes));
        boost::asio::async_write(stream_, boost::asio::buffer(*kept),
                                 [self = this->shared_from_this(), kept, written = std::move(written)](
                                     beast::error_code error, std::size_t) {
                                     if (error) return self->close();
                                     beast::get_lowest_layer(self->stream_).expires_never();
                                     written();
                                 });
    }

    void on_written(beast::error_code error, std::size_t) { error ? close() : go_on(); }

    void go_on() override { keep_alive_ ? read() : end(); }

    /// Meanwhile the connection counts as idle, so it can be closed for a new one.
    void end() override {
        server_->connections.mark_idle(*this);
        if constexpr (is_tls) {
            stream_.async_shutdown([self = this->shared_from_this()](beast::error_code) { self->linger(); });
        } else {
            linger();
        }
    }

    /// Reads what the client is still sending and discards it: closing a socket with unread bytes would reset
    /// the connection, and the client would lose the answer.
    void linger() {
        beast::error_code ignored;
        auto& lowest = beast::get_lowest_layer(stream_);
        lowest.socket().shutdown(boost::asio::socket_base::shutdown_send, ignored);
        lowest.expires_after(std::chrono::seconds(5));
        drop_input();
    }

    void drop_input() {
        beast::get_lowest_layer(stream_).async_read_some(
            boost::asio::buffer(dropped_),
            [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                error ? self->close() : self->drop_input();
            });
    }

    void close() override {
        beast::error_code ignored;
        beast::get_lowest_layer(stream_).socket().close(ignored);
    }

    std::shared_ptr<ServerState> server_;
    AddressPlace place_;
    Stream stream_;
    beast::flat_buffer buffer_;
    std::array<char, 4096> dropped_;
    std::optional<http::request_parser<http::string_body>> parser_;
    Admission admission_;
    std::optional<http::response<http::string_body>> response_;
    bool keep_alive_ = false;
};

}  // namespace tillpoints
