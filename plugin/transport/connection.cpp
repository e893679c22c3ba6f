#include "plugin/transport/connection.hpp"

#include <utility>

namespace tillpoints {

Connection::Connection(std::shared_ptr<Wire> wire, std::size_t answer_limit)
    : wire_(std::move(wire)), answer_limit_(answer_limit) {}

void Connection::open(std::vector<std::string> addresses, std::chrono::milliseconds patience,
                      std::function<void(const std::optional<Wire::Refusal>&)> done) {
    wire_->open(std::move(addresses), patience, std::move(done));
}

void Connection::exchange(std::shared_ptr<const Secret> request, std::function<void(Result)> done) {
    exchanged_ = std::move(done);
    reader_.emplace(answer_limit_);
    reusable_ = false;
    ++exchanges_;
    wire_->write(std::move(request));
    read_on();
}

void Connection::read_on() {
    if (closed_ || std::exchange(reading_, true)) return;
    wire_->read(portion_, [self = shared_from_this()](const Wire::Read& read) {
        self->reading_ = false;
        self->took(read);
    });
}

void Connection::took(const Wire::Read& read) {
    if (!exchanged_) {
        const auto gone = std::exchange(gone_, nullptr);
        if (gone) gone();
        return;
    }
    const auto progress =
        read.bytes > 0 ? reader_->put({portion_.data(), read.bytes}) : reader_->put_end(read.farewell);
    switch (progress) {
        case AnswerReader::Progress::needs_more:
            return read_on();
        case AnswerReader::Progress::complete:
            reusable_ = read.bytes > 0 && reader_->keeps_connection() && wire_->written();
            return finish(reader_->take());
        case AnswerReader::Progress::refused:
            const auto cause =
                read.detail.empty() ? reader_->detail() : read.detail + "; " + reader_->detail();
            return finish(Failure{reader_->refusal(), cause, reader_->begun()});
    }
}

void Connection::finish(Result result) {
    const auto self = shared_from_this();
    const auto done = std::exchange(exchanged_, nullptr);
    if (reusable_) read_on();
    done(std::move(result));
}

void Connection::close() {
    closed_ = true;
    exchanged_ = nullptr;
    gone_ = nullptr;
    wire_->close();
}

}  // namespace tillpoints
