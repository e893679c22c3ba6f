#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

struct ssl_st;

namespace tillpoints::doctor {

/// A connected socket with TLS on it or without, whose every step ends by a deadline.
class Stream {
  public:
    using Clock = std::chrono::steady_clock;

    /// Takes the socket, which does not block.
    Stream(int socket, Clock::time_point due) : socket_(socket), due_(due) {}
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// True if the socket became ready in time.
    bool wait(short events) const;
    /// Takes `tls` and does the handshake; the reason if it fails.
    std::string shake_hands(ssl_st* tls);
    ssl_st* tls() const { return tls_; }

    /// The reason of a failure, or nothing.
    std::string write(std::string_view text);
    /// Appends what arrives; false at the end or after a failure, whose reason is in `why`.
    bool read(std::string& into, std::string& why);

  private:
    int socket_;
    Clock::time_point due_;
    ssl_st* tls_ = nullptr;
};

}  // namespace tillpoints::doctor
