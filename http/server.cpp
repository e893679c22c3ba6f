#include "http/server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/http_connection.hpp"
#include "http/listening_socket.hpp"

namespace tillpoints {

using boost::asio::ip::tcp;
namespace ssl = boost::asio::ssl;

namespace {

std::unique_ptr<ssl::context> make_context(const std::optional<ServerIdentity>& identity) {
    if (!identity) return nullptr;
    auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
    context->set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 |
                         ssl::context::no_tlsv1_1);
    SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
    context->use_certificate_chain_file(identity->cert_file);
    context->use_private_key_file(identity->key_file, ssl::context::pem);
    return context;
}

}  // namespace

class Server::Listener : public std::enable_shared_from_this<Listener> {
    using Socket = boost::asio::generic::stream_protocol::socket;

  public:
    Listener(boost::asio::io_context& io, ServerOptions options, AsyncHandler handler)
        : tls_(make_context(options.tls)), acceptor_(listening_socket(io, options)), retry_(io) {
        server_ = std::make_shared<ServerState>(std::move(options), std::move(handler));
    }

    void accept() {
        acceptor_.async_accept([self = shared_from_this()](beast::error_code error, Socket socket) {
            if (error == boost::asio::error::operation_aborted) return;
            if (error) return self->accept_later();
            self->start(std::move(socket));
            self->accept();
        });
    }

    void close() {
        beast::error_code ignored;
        acceptor_.close(ignored);
        retry_.cancel();
    }

    std::uint16_t port() const { return port_of(acceptor_); }
    std::size_t connections() const { return server_->connections.size(); }

    void drain() {
        close();
        server_->draining = true;
        server_->connections.drop_idle();
    }

  private:
    /// Out of descriptors, most likely: some connection must end first.
    void accept_later() {
        retry_.expires_after(std::chrono::milliseconds(100));
        retry_.async_wait([self = shared_from_this()](beast::error_code error) {
            if (!error) self->accept();
        });
    }

    void start(Socket socket) {
        const auto most = server_->options.max_connections_of_address;
        auto place = most == 0 ? AddressPlace() : server_->addresses.take(peer_address(socket), most);
        if (!place && most != 0) return;
        if (!server_->connections.make_room()) return;
        beast::error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        if (tls_) {
            using Stream = beast::ssl_stream<PlainStream>;
            std::make_shared<HttpConnection<Stream>>(Stream(std::move(socket), *tls_), server_,
                                                     std::move(place))
                ->start();
        } else {
            std::make_shared<HttpConnection<PlainStream>>(PlainStream(std::move(socket)), server_,
                                                          std::move(place))
                ->start();
        }
    }

    std::unique_ptr<ssl::context> tls_;
    Acceptor acceptor_;
    boost::asio::steady_timer retry_;
    std::shared_ptr<ServerState> server_;
};

Server::Server(boost::asio::io_context& io, ServerOptions options, Handler handler)
    : Server(io, std::move(options),
             AsyncHandler([handler = std::move(handler)](const HttpRequest& request, const auto& done) {
                 done(handler(request));
             })) {}

Server::Server(boost::asio::io_context& io, ServerOptions options, AsyncHandler handler)
    : listener_(std::make_shared<Listener>(io, std::move(options), std::move(handler))) {
    listener_->accept();
}

Server::~Server() {
    listener_->close();
}

std::uint16_t Server::port() const {
    return listener_->port();
}

std::size_t Server::connections() const {
    return listener_->connections();
}

void Server::drain() {
    listener_->drain();
}

}  // namespace tillpoints
