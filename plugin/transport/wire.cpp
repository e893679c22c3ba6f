#include "plugin/transport/wire.hpp"

#include <openssl/err.h>
#include <openssl/sslerr.h>
#include <sys/socket.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <charconv>
#include <utility>

namespace tillpoints {
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
namespace {

/// What a failed handshake says about the server, for a technician.
std::string handshake_failure_of(const error_code& error) {
    const bool by_openssl = error.category() == asio::error::get_ssl_category();
    const int reason = by_openssl ? ERR_GET_REASON(static_cast<unsigned long>(error.value())) : 0;
    if (reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST ||
        reason == SSL_R_PACKET_LENGTH_TOO_LONG || reason == SSL_R_RECORD_LENGTH_MISMATCH)
        return "TLS: the server does not speak TLS at this port (" + error.message() + ")";
    if (error == asio::error::eof || error == asio::ssl::error::stream_truncated)
        return "TLS: the server closed the connection in the handshake";
    return "TLS: " + error.message();
}

class TcpWire final : public Wire, public std::enable_shared_from_this<TcpWire> {
  public:
    TcpWire(const asio::any_io_executor& executor, std::string port, std::shared_ptr<TlsClient> tls)
        : trust_(std::move(tls)), socket_(executor), patience_(executor) {
        std::from_chars(port.data(), port.data() + port.size(), port_);
    }

    void open(std::vector<std::string> addresses, std::chrono::milliseconds patience,
              std::function<void(const std::optional<Refusal>&)> done) override {
        addresses_ = std::move(addresses);
        deadline_ = std::chrono::steady_clock::now() + patience;
        opened_ = std::move(done);
        doing_ = "connecting";
        connect("no address");
    }

    void read(std::span<char> into, std::function<void(const Read&)> done) override {
        const auto buffer = asio::buffer(into.data(), into.size());
        auto handler = [self = shared_from_this(), done = std::move(done)](const error_code& error,
                                                                           std::size_t bytes) {
            ERR_clear_error();
            if (self->closed_) return;
            Read read{bytes, error == asio::error::eof, error ? error.message() : std::string()};
            done(read);
        };
        if (tls_)
            tls_->async_read_some(buffer, std::move(handler));
        else
            socket_.async_read_some(buffer, std::move(handler));
    }

    void write(std::shared_ptr<const Secret> bytes) override {
        written_ = false;
        const auto buffer = asio::buffer(bytes->view().data(), bytes->view().size());
        auto handler = [self = shared_from_this(), bytes = std::move(bytes)](const error_code& error,
                                                                             std::size_t) {
            ERR_clear_error();
            self->written_ = !error;
        };
        if (tls_)
            asio::async_write(*tls_, buffer, std::move(handler));
        else
            asio::async_write(socket_, buffer, std::move(handler));
    }

    bool written() const override { return written_; }

    bool is_quiet() override {
        char byte = 0;
        const auto got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    }

    const std::string& address() const override { return address_; }
    std::string_view doing() const override { return doing_; }

    void close() override {
        closed_ = true;
        opened_ = nullptr;
        error_code ignored;
        patience_.cancel();
        socket_.close(ignored);
    }

  private:
    void connect(const std::string& last_failure) {
        if (next_ == addresses_.size())
            return finish(Refusal{Errc::unreachable, "connect to " + address_ + " port " +
                                                         std::to_string(port_) + ": " + last_failure});
        address_ = addresses_[next_++];
        error_code error;
        const auto address = asio::ip::make_address(address_, error);
        if (!error) socket_.open(address.is_v6() ? tcp::v6() : tcp::v4(), error);
        if (error) return retry_later(error);
        wait_for_a_share();
        socket_.async_connect(tcp::endpoint(address, port_),
                              [self = shared_from_this()](const error_code& failure) {
                                  self->patience_.cancel();
                                  if (self->closed_) return;
                                  if (!self->socket_.is_open())
                                      return self->try_next("no answer in its share of the time");
                                  if (failure) return self->try_next(failure.message());
                                  self->connected();
                              });
    }

    /// Posted, so that `open` never calls back from inside.
    void retry_later(const error_code& error) {
        asio::post(socket_.get_executor(), [self = shared_from_this(), error] {
            if (!self->closed_) self->try_next(error.message());
        });
    }

    void try_next(const std::string& failure) {
        error_code ignored;
        socket_.close(ignored);
        connect(failure);
    }

    /// Limits the attempt for one address, so that one that drops packets leaves time for the others.
    void wait_for_a_share() {
        const auto rest = addresses_.size() - next_;
        if (rest == 0) return;
        const auto now = std::chrono::steady_clock::now();
        patience_.expires_at(now + (deadline_ - now) / static_cast<int>(rest + 1));
        patience_.async_wait([self = shared_from_this(), attempt = next_](const error_code& error) {
            error_code ignored;
            if (!error && self->next_ == attempt && self->doing_ == "connecting")
                self->socket_.close(ignored);
        });
    }

    void connected() {
        error_code ignored;
        socket_.set_option(tcp::no_delay(true), ignored);
        if (!trust_) {
            doing_ = "waiting for the answer";
            return finish({});
        }
        doing_ = "TLS handshake";
        auto* session = trust_->start();
        if (!session) return finish(Refusal{Errc::unreachable, "TLS: no connection could be set up"});
        tls_.emplace(socket_, session);
        // Asio does not check whether there was memory for the buffers between it and OpenSSL.
        if (!SSL_get_rbio(session))
            return finish(Refusal{Errc::unreachable, "TLS: no connection could be set up"});
        tls_->async_handshake(asio::ssl::stream_base::client,
                              [self = shared_from_this()](const error_code& error) {
                                  ERR_clear_error();
                                  if (!self->closed_) self->shaken(error);
                              });
    }

    void shaken(const error_code& error) {
        const auto refused =
            error ? trust_->refusal_of(tls_->native_handle()) : trust_->accept(tls_->native_handle());
        ERR_clear_error();
        if (error || !refused.empty()) trust_->forget_sessions();
        if (!refused.empty()) return finish(Refusal{Errc::certificate_rejected, refused});
        if (error) return finish(Refusal{Errc::unreachable, handshake_failure_of(error)});
        doing_ = "waiting for the answer";
        finish({});
    }

    void finish(const std::optional<Refusal>& refusal) {
        const auto done = std::exchange(opened_, nullptr);
        if (done) done(refusal);
    }

    std::shared_ptr<TlsClient> trust_;
    tcp::socket socket_;
    asio::steady_timer patience_;
    std::optional<asio::ssl::stream<tcp::socket&>> tls_;  // after what it refers to
    std::vector<std::string> addresses_;
    std::size_t next_ = 0;
    std::uint16_t port_ = 0;
    std::chrono::steady_clock::time_point deadline_;
    std::function<void(const std::optional<Refusal>&)> opened_;
    std::string address_;
    std::string_view doing_ = "looking up the name";
    bool written_ = true;
    bool closed_ = false;
};

}  // namespace

std::shared_ptr<Wire> make_wire(const asio::any_io_executor& executor, std::string port,
                                std::shared_ptr<TlsClient> tls) {
    return std::make_shared<TcpWire>(executor, std::move(port), std::move(tls));
}

}  // namespace tillpoints
