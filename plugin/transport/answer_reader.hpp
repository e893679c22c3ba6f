#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "protocol/error.hpp"
#include "protocol/http.hpp"

namespace tillpoints {

/// Parses one HTTP/1.1 answer from bytes that are given to it in any portions. It does no input or output.
class AnswerReader {
  public:
    enum class Progress { needs_more, complete, refused };

    /// A body above `body_limit` bytes is refused, and so is a head above 64 KiB.
    explicit AnswerReader(std::size_t body_limit);
    ~AnswerReader();

    /// Takes the next bytes. Interim answers (1xx) are skipped.
    Progress put(std::string_view bytes);
    /// The peer ended the stream. That completes only a body without a stated length, and only if `proven`:
    /// if a TLS stream ends without close_notify, the answer may have been cut.
    Progress put_end(bool proven);

    /// Whether any byte was taken.
    bool begun() const;
    /// After `complete`: the answer (once) and whether the connection may carry another request.
    HttpAnswer take();
    bool keeps_connection() const;
    /// After `refused`: connection_lost for an answer cut short, not_the_cloud for one that is not HTTP or
    /// too large.
    Errc refusal() const;
    std::string detail() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tillpoints
