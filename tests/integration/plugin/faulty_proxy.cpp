#include "faulty_proxy.hpp"

#include <fcntl.h>

#include <array>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <condition_variable>
#include <mutex>
#include <random>
#include <set>
#include <thread>

namespace tillpoints::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Failure = boost::system::error_code;

enum class Fate { faithful, dropped, delayed, reset, cut, swallowed, repeated };
constexpr std::array names{"faithful", "dropped", "delayed", "reset", "cut", "swallowed", "repeated"};

constexpr std::size_t most_repeated = 64 << 10;

/// Close on exec, so that programs started by the test do not keep connections open.
template <class Socket>
void keep_from_children(Socket& socket) {
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

/// Sends the bytes on a separate connection and reads until the other side closes it.
class Repetition : public std::enable_shared_from_this<Repetition> {
  public:
    Repetition(asio::io_context& io, std::string bytes)
        : socket_(io), bytes_(std::move(bytes)), patience_(io) {}

    void run(const tcp::endpoint& cloud) {
        patience_.expires_after(std::chrono::seconds(2));
        patience_.async_wait([self = shared_from_this()](Failure cancelled) {
            Failure ignored;
            if (!cancelled) self->socket_.close(ignored);
        });
        socket_.async_connect(cloud, [self = shared_from_this()](Failure failed) {
            if (failed) return self->end();
            asio::async_write(self->socket_, asio::buffer(self->bytes_),
                              [self](Failure, std::size_t) { self->read(); });
        });
    }

  private:
    void read() {
        socket_.async_read_some(asio::buffer(answer_),
                                [self = shared_from_this()](Failure failed, std::size_t) {
                                    failed ? self->end() : self->read();
                                });
    }
    void end() { patience_.cancel(); }

    tcp::socket socket_;
    std::string bytes_;
    asio::steady_timer patience_;
    std::array<char, 4096> answer_{};
};

/// One proxied connection. Each direction reads, delays, writes and reads again.
class Relay : public std::enable_shared_from_this<Relay> {
  public:
    Relay(asio::io_context& io, tcp::socket client, Fate fate, std::uint32_t seed)
        : io_(io),
          client_(std::move(client)),
          cloud_(io),
          fate_(fate),
          chance_(seed),
          limit_(200 + chance_() % 12'000),
          up_{client_, cloud_, asio::steady_timer(io)},
          down_{cloud_, client_, asio::steady_timer(io)} {}

    void run(const tcp::endpoint& cloud) {
        endpoint_ = cloud;
        cloud_.async_connect(cloud, [self = shared_from_this()](Failure failed) {
            if (failed) return self->close(false);
            keep_from_children(self->cloud_);
            self->read(self->up_);
            self->read(self->down_);
        });
    }

    void close(bool with_reset) {
        Failure ignored;
        if (with_reset)
            for (auto* socket : {&client_, &cloud_})
                socket->set_option(asio::socket_base::linger(true, 0), ignored);
        client_.close(ignored);
        cloud_.close(ignored);
        up_.pause.cancel();
        down_.pause.cancel();
        if (fate_ == Fate::repeated && !sent_.empty()) {
            std::make_shared<Repetition>(io_, std::move(sent_))->run(endpoint_);
            sent_.clear();
        }
    }

  private:
    struct Direction {
        tcp::socket& from;
        tcp::socket& to;
        asio::steady_timer pause;
        std::array<char, 4096> bytes{};
        std::size_t total = 0;
    };

    void read(Direction& way) {
        way.from.async_read_some(asio::buffer(way.bytes),
                                 [self = shared_from_this(), &way](Failure failed, std::size_t count) {
                                     if (failed) return self->ended(way);
                                     way.total += count;
                                     self->arrived(way, count);
                                 });
    }

    void arrived(Direction& way, std::size_t count) {
        const bool answer = &way == &down_;
        if (!answer && fate_ == Fate::repeated && sent_.size() < most_repeated)
            sent_.append(way.bytes.data(), count);
        if (fate_ == Fate::swallowed && answer && way.total > limit_) return read(way);
        if (fate_ == Fate::reset && way.total > limit_) return close(true);
        if (fate_ == Fate::cut && answer && way.total > limit_) return write(way, count / 2, true);
        if (fate_ != Fate::delayed) return write(way, count, false);
        way.pause.expires_after(std::chrono::milliseconds(chance_() % 250));
        way.pause.async_wait([self = shared_from_this(), &way, count](Failure cancelled) {
            if (!cancelled) self->write(way, count, false);
        });
    }

    void write(Direction& way, std::size_t count, bool last) {
        asio::async_write(way.to, asio::buffer(way.bytes.data(), count),
                          [self = shared_from_this(), &way, last](Failure failed, std::size_t) {
                              if (failed && &way == &self->down_)
                                  return;  // the client closed; its bytes are still delivered
                              failed || last ? self->close(false) : self->read(way);
                          });
    }

    /// Bytes keep their order, because a direction reads again only after its write.
    void ended(Direction& way) {
        Failure ignored;
        way.to.shutdown(tcp::socket::shutdown_send, ignored);
        if (++ended_ == 2 || &way == &down_) close(false);
    }

    asio::io_context& io_;
    tcp::socket client_;
    tcp::socket cloud_;
    tcp::endpoint endpoint_;
    Fate fate_;
    std::mt19937 chance_;
    std::size_t limit_;
    Direction up_;
    Direction down_;
    std::string sent_;
    int ended_ = 0;
};

}  // namespace

struct FaultyProxy::Parts {
    Parts(std::uint16_t cloud_port, std::uint32_t seed)
        : cloud(asio::ip::address_v4::loopback(), cloud_port), chance(seed) {}

    void accept() {
        acceptor.async_accept([this](Failure failed, tcp::socket client) {
            if (failed) return;
            take(std::move(client));
            accept();
        });
    }

    Fate next_fate() {
        if (stop_faults) return Fate::faithful;
        const auto roll = chance() % 100;
        return roll < 46 ? Fate::faithful : static_cast<Fate>(1 + (roll - 46) / 9);
    }

    void take(tcp::socket client) {
        keep_from_children(client);
        const Fate fate = next_fate();
        {
            const std::lock_guard lock(mutex);
            ++count[static_cast<std::size_t>(fate)];
        }
        taken.notify_all();
        if (fate == Fate::dropped) return;
        const auto relay =
            std::make_shared<Relay>(io, std::move(client), fate, static_cast<std::uint32_t>(chance()));
        std::erase_if(relays, [](const auto& it) { return it.expired(); });
        relays.push_back(relay);
        relay->run(cloud);
    }

    asio::io_context io{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    tcp::endpoint cloud;
    std::mt19937 chance;
    std::mutex mutex;
    std::condition_variable taken;
    std::array<std::atomic<int>, names.size()> count{};
    std::vector<std::weak_ptr<Relay>> relays;
    bool stop_faults = false;
    std::thread thread;
};

FaultyProxy::FaultyProxy(std::uint16_t cloud_port, std::uint32_t seed)
    : parts_(std::make_unique<Parts>(cloud_port, seed)) {
    keep_from_children(parts_->acceptor);
    parts_->accept();
    parts_->thread = std::thread([parts = parts_.get()] { parts->io.run(); });
}

FaultyProxy::~FaultyProxy() {
    parts_->io.stop();
    parts_->thread.join();
}

std::uint16_t FaultyProxy::port() const {
    return parts_->acceptor.local_endpoint().port();
}

void FaultyProxy::stop_faults() {
    asio::post(parts_->io, [parts = parts_.get()] {
        parts->stop_faults = true;
        for (const auto& relay : parts->relays)
            if (const auto alive = relay.lock()) alive->close(true);
    });
}

int FaultyProxy::connections() const {
    int sum = 0;
    for (const auto& count : parts_->count) sum += count;
    return sum;
}

void FaultyProxy::wait_for_more_than(int count, std::chrono::milliseconds limit) const {
    std::unique_lock lock(parts_->mutex);
    parts_->taken.wait_for(lock, limit, [&] { return connections() > count; });
}

std::string FaultyProxy::summary() const {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i ? ", " : "") + std::string(names[i]) + " " + std::to_string(parts_->count[i]);
    return text;
}

}  // namespace tillpoints::test
