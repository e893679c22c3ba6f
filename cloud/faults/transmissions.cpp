#include "cloud/faults/transmissions.hpp"

#include <boost/asio/steady_timer.hpp>

namespace tillpoints::cloud {
namespace {

constexpr int pieces = 10;

/// Sends bytes piece by piece. Keeps itself alive until the last one is written.
class PieceWriter : public std::enable_shared_from_this<PieceWriter> {
  public:
    PieceWriter(boost::asio::io_context& io, std::shared_ptr<ReplyChannel> channel, std::string bytes,
                std::chrono::milliseconds time)
        : io_(io),
          channel_(std::move(channel)),
          rest_(std::move(bytes)),
          piece_(rest_.size() / pieces + 1),
          pause_(time / pieces) {}

    void write() {
        auto piece = rest_.substr(0, piece_);
        rest_.erase(0, piece_);
        channel_->write(std::move(piece), [self = shared_from_this()] {
            if (self->rest_.empty()) return self->channel_->go_on();
            run_later(self->io_, self->pause_, [self] { self->write(); });
        });
    }

  private:
    boost::asio::io_context& io_;
    std::shared_ptr<ReplyChannel> channel_;
    std::string rest_;
    std::size_t piece_;
    std::chrono::milliseconds pause_;
};

}  // namespace

void run_later(boost::asio::io_context& io, std::chrono::milliseconds delay, std::function<void()> work) {
    const auto timer = std::make_shared<boost::asio::steady_timer>(io, delay);
    timer->async_wait([timer, work = std::move(work)](boost::system::error_code error) {
        if (!error) work();
    });
}

Transmission lost() {
    return [](const std::shared_ptr<ReplyChannel>& channel, const HttpAnswer&) { channel->close(); };
}

Transmission cut_in_half() {
    return [](const std::shared_ptr<ReplyChannel>& channel, const HttpAnswer& answer) {
        auto bytes = channel->bytes_of(answer);
        bytes.resize(bytes.size() - answer.body.size() + answer.body.size() / 2);
        channel->write(std::move(bytes), [channel] { channel->end(); });
    };
}

Transmission in_pieces(boost::asio::io_context& io, std::chrono::milliseconds time) {
    return [&io, time](const std::shared_ptr<ReplyChannel>& channel, const HttpAnswer& answer) {
        std::make_shared<PieceWriter>(io, channel, channel->bytes_of(answer), time)->write();
    };
}

Transmission replaced(HttpAnswer other) {
    return [other = std::move(other)](const std::shared_ptr<ReplyChannel>& channel, const HttpAnswer&) {
        channel->send(other);
    };
}

Transmission delayed(boost::asio::io_context& io, std::chrono::milliseconds delay, Transmission rest) {
    return [&io, delay, rest = std::move(rest)](const std::shared_ptr<ReplyChannel>& channel,
                                                const HttpAnswer& answer) {
        run_later(io, delay,
                  [rest, channel, answer] { rest ? rest(channel, answer) : channel->send(answer); });
    };
}

}  // namespace tillpoints::cloud
