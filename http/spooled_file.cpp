#include "http/spooled_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace tillpoints {
namespace {

constexpr std::size_t piece_size = 256u << 10;

[[noreturn]] void fail_with(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

/// Writes a piece and then the next one. Keeps itself alive until the last is written.
class SpoolWriter : public std::enable_shared_from_this<SpoolWriter> {
  public:
    SpoolWriter(std::shared_ptr<ReplyChannel> channel, std::shared_ptr<const SpooledFile> file)
        : channel_(std::move(channel)), file_(std::move(file)) {}

    void write_next() {
        if (at_ == file_->size()) return channel_->go_on();
        std::string piece;
        try {
            piece = file_->piece(at_, piece_size);
        } catch (const std::system_error&) {
            return channel_->close();
        }
        at_ += piece.size();
        channel_->write(std::move(piece), [self = shared_from_this()] { self->write_next(); });
    }

  private:
    std::shared_ptr<ReplyChannel> channel_;
    std::shared_ptr<const SpooledFile> file_;
    std::uint64_t at_ = 0;
};

}  // namespace

SpooledFile::SpooledFile(const std::string& folder) {
    auto pattern = folder + "/spool-XXXXXX";
    descriptor_ = ::mkstemp(pattern.data());
    if (descriptor_ < 0) fail_with("cannot make a file for an answer");
    ::unlink(pattern.c_str());
}

SpooledFile::~SpooledFile() {
    ::close(descriptor_);
}

void SpooledFile::add(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail_with("cannot write an answer to disk");
        bytes.remove_prefix(static_cast<std::size_t>(written));
        size_ += static_cast<std::uint64_t>(written);
    }
}

std::string SpooledFile::piece(std::uint64_t from, std::size_t most) const {
    std::string out(most, '\0');
    const auto read = ::pread(descriptor_, out.data(), out.size(), static_cast<off_t>(from));
    if (read <= 0) fail_with("cannot read an answer from disk");
    out.resize(static_cast<std::size_t>(read));
    return out;
}

Transmission sent_from(std::shared_ptr<const SpooledFile> file) {
    return [file = std::move(file)](const std::shared_ptr<ReplyChannel>& channel, const HttpAnswer& answer) {
        // A body of one byte shows whether the client wants one: HEAD does not.
        auto one_byte = answer;
        one_byte.body = "x";
        auto head = channel->bytes_of(one_byte);
        const bool with_body = head.ends_with("\r\n\r\nx");
        if (with_body) head.pop_back();
        constexpr std::string_view length = "Content-Length: 1\r\n";
        const auto at = head.find(length);
        if (at == head.npos) return channel->close();
        head.replace(at, length.size(), "Content-Length: " + std::to_string(file->size()) + "\r\n");
        channel->write(std::move(head), [channel, file, with_body] {
            with_body ? std::make_shared<SpoolWriter>(channel, file)->write_next() : channel->go_on();
        });
    };
}

}  // namespace tillpoints
