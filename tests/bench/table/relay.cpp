#include "relay.hpp"

#include <fcntl.h>

#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <deque>
#include <future>
#include <thread>
#include <vector>

namespace tillpoints::bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Failure = boost::system::error_code;
using Clock = std::chrono::steady_clock;

/// Close on exec, so that programs started later do not keep connections open.
template <class Socket>
void keep_from_children(Socket& socket) {
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(asio::io_context& io, tcp::socket client, std::chrono::milliseconds delay)
        : client_(std::move(client)),
          cloud_(io),
          delay_(delay),
          up_{client_, cloud_, asio::steady_timer(io)},
          down_{cloud_, client_, asio::steady_timer(io)} {}

    void run(const tcp::endpoint& cloud) {
        Failure failed;
        cloud_.connect(cloud, failed);
        if (failed) return close();
        for (auto* socket : {&client_, &cloud_}) {
            keep_from_children(*socket);
            socket->set_option(tcp::no_delay(true));
        }
        read(up_);
        read(down_);
    }

    void close() {
        Failure ignored;
        for (auto* way : {&up_, &down_}) {
            way->from.close(ignored);
            way->pause.cancel();
        }
    }

  private:
    using Piece = std::pair<Clock::time_point, std::string>;  ///< when it is due, and its bytes
    struct Direction {
        tcp::socket& from;
        tcp::socket& to;
        asio::steady_timer pause;
        std::array<char, 16'384> bytes{};
        std::deque<Piece> waiting{};
    };

    void read(Direction& way) {
        way.from.async_read_some(
            asio::buffer(way.bytes), [self = shared_from_this(), &way](Failure failed, std::size_t count) {
                if (failed) return self->close();
                way.waiting.push_back({Clock::now() + self->delay_, std::string(way.bytes.data(), count)});
                if (way.waiting.size() == 1) self->write(way);
                self->read(way);
            });
    }

    void write(Direction& way) {
        way.pause.expires_at(way.waiting.front().first);
        way.pause.async_wait([self = shared_from_this(), &way](Failure cancelled) {
            if (cancelled) return;
            asio::async_write(way.to, asio::buffer(way.waiting.front().second),
                              [self, &way](Failure failed, std::size_t) {
                                  if (failed) return self->close();
                                  way.waiting.pop_front();
                                  if (!way.waiting.empty()) self->write(way);
                              });
        });
    }

    tcp::socket client_;
    tcp::socket cloud_;
    std::chrono::milliseconds delay_;
    Direction up_;
    Direction down_;
};

}  // namespace

struct Relay::Parts {
    Parts(std::uint16_t cloud_port, std::chrono::milliseconds each_way)
        : cloud(asio::ip::address_v4::loopback(), cloud_port), delay(each_way) {}

    void accept() {
        acceptor.async_accept([this](Failure failed, tcp::socket client) {
            if (failed) return;
            std::erase_if(connections, [](const auto& it) { return it.expired(); });
            const auto connection = std::make_shared<Connection>(io, std::move(client), delay);
            connections.push_back(connection);
            connection->run(cloud);
            accept();
        });
    }

    asio::io_context io{1};
    tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    tcp::endpoint cloud;
    std::chrono::milliseconds delay;
    std::vector<std::weak_ptr<Connection>> connections;
    std::thread thread;
};

Relay::Relay(std::uint16_t cloud_port, std::chrono::milliseconds delay)
    : parts_(std::make_unique<Parts>(cloud_port, delay)) {
    keep_from_children(parts_->acceptor);
    parts_->accept();
    parts_->thread = std::thread([parts = parts_.get()] { parts->io.run(); });
}

Relay::~Relay() {
    parts_->io.stop();
    parts_->thread.join();
}

std::uint16_t Relay::port() const {
    return parts_->acceptor.local_endpoint().port();
}

void Relay::cut() {
    std::promise<void> done;
    asio::post(parts_->io, [&] {
        for (const auto& each : parts_->connections)
            if (const auto alive = each.lock()) alive->close();
        done.set_value();
    });
    done.get_future().wait();
}

}  // namespace tillpoints::bench
