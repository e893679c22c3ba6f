#include "adapters/doctor/stream.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace tillpoints::doctor {
namespace {

constexpr const char* too_late = "no answer in time";

std::string tls_reason() {
    const auto code = ERR_peek_error();
    const char* reason = code ? ERR_reason_error_string(code) : nullptr;
    std::string text = reason ? reason : "the connection was closed";
    ERR_clear_error();
    return text;
}

}  // namespace

Stream::~Stream() {
    SSL_free(tls_);
    ::close(socket_);
}

bool Stream::wait(short events) const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(due_ - Clock::now()).count();
    pollfd watched{socket_, events, 0};
    return ::poll(&watched, 1, static_cast<int>(std::max<std::int64_t>(left, 0))) > 0;
}

std::string Stream::shake_hands(ssl_st* tls) {
    tls_ = tls;
    SSL_set_fd(tls_, socket_);
    for (;;) {
        const int done = SSL_connect(tls_);
        if (done == 1) return {};
        const int why = SSL_get_error(tls_, done);
        const short events = why == SSL_ERROR_WANT_READ ? POLLIN : why == SSL_ERROR_WANT_WRITE ? POLLOUT : 0;
        if (events == 0) return tls_reason();
        if (!wait(events)) return too_late;
    }
}

std::string Stream::write(std::string_view text) {
    while (!text.empty()) {
        const auto sent = tls_ ? SSL_write(tls_, text.data(), static_cast<int>(text.size()))
                               : ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            text.remove_prefix(static_cast<std::size_t>(sent));
            continue;
        }
        const int why = tls_ ? SSL_get_error(tls_, static_cast<int>(sent)) : SSL_ERROR_SYSCALL;
        const bool later = tls_ ? why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE : errno == EAGAIN;
        if (!later) return tls_ ? tls_reason() : std::strerror(errno);
        if (!wait(why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT)) return too_late;
    }
    return {};
}

bool Stream::read(std::string& into, std::string& why) {
    std::array<char, 16384> part;
    for (;;) {
        const auto got = tls_ ? SSL_read(tls_, part.data(), static_cast<int>(part.size()))
                              : ::recv(socket_, part.data(), part.size(), 0);
        if (got > 0) {
            into.append(part.data(), static_cast<std::size_t>(got));
            return true;
        }
        if (!tls_ && got == 0) return false;
        const int reason = tls_ ? SSL_get_error(tls_, static_cast<int>(got)) : SSL_ERROR_SYSCALL;
        const bool later =
            tls_ ? reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE : errno == EAGAIN;
        if (!later) {
            if (reason != SSL_ERROR_ZERO_RETURN) why = tls_ ? tls_reason() : std::strerror(errno);
            return false;
        }
        if (!wait(reason == SSL_ERROR_WANT_WRITE ? POLLOUT : POLLIN)) {
            why = too_late;
            return false;
        }
    }
}

}  // namespace tillpoints::doctor
