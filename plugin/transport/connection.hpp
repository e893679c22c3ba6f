#pragma once
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

#include "plugin/transport/answer_reader.hpp"
#include "plugin/transport/secret.hpp"
#include "plugin/transport/wire.hpp"

namespace tillpoints {

/// One connection to the cloud over its whole life: opened, then one exchange at a time. A read is always
/// under way, so that a server that closes an idle connection is noticed at once. Callbacks come on the
/// executor, never from inside the call that asked for them, and none after close().
class Connection : public std::enable_shared_from_this<Connection> {
  public:
    struct Failure {
        Errc code = Errc::connection_lost;
        std::string detail;
        bool answer_begun = false;
    };
    using Result = std::variant<HttpAnswer, Failure>;

    Connection(std::shared_ptr<Wire> wire, std::size_t answer_limit);

    void open(std::vector<std::string> addresses, std::chrono::milliseconds patience,
              std::function<void(const std::optional<Wire::Refusal>&)> done);
    /// Sends a request's text and reads one answer.
    void exchange(std::shared_ptr<const Secret> request, std::function<void(Result)> done);
    /// After an exchange: whether another may follow.
    bool is_reusable() const { return reusable_; }
    /// `gone` is called once if an idle connection ends or receives bytes without a request.
    void on_gone(std::function<void()> gone) { gone_ = std::move(gone); }

    bool is_kept() const { return exchanges_ > 1; }  ///< whether the current exchange is not its first
    Wire& wire() { return *wire_; }
    void close();

  private:
    void read_on();
    void took(const Wire::Read& read);
    void finish(Result result);

    std::shared_ptr<Wire> wire_;
    std::size_t answer_limit_;
    std::array<char, 16384> portion_;
    std::optional<AnswerReader> reader_;
    std::function<void(Result)> exchanged_;
    std::function<void()> gone_;
    std::size_t exchanges_ = 0;
    bool reading_ = false;
    bool reusable_ = false;
    bool closed_ = false;
};

}  // namespace tillpoints
