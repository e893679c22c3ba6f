#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace tillpoints {

/// One event that the host submitted, until the host has its answer. It is made on the host's thread with
/// everything that answering needs: `answer` and `refuse` allocate nothing, so they never fail. The first
/// answer goes out; later ones are dropped. On the library's thread, except for its making.
class SubmittedEvent {
  public:
    using Moment = std::chrono::steady_clock::time_point;
    using Answer = std::function<void(std::string_view json)>;

    /// `size` is the event's length as submitted; `text` is empty if that is longer than accepted.
    SubmittedEvent(std::string text, std::size_t size, Moment due, Answer answer)
        : text_(std::move(text)), size_(size), due_(due), answer_(std::move(answer)) {}

    std::size_t size() const { return size_; }
    Moment due() const { return due_; }
    /// The event itself, once; afterwards its memory is the caller's.
    std::string take_text() { return std::move(text_); }
    /// The name of a known event, for `refuse`. A text that is never freed.
    void set_name(std::string_view name) { name_ = name; }

    bool answered() const { return answered_; }
    void answer(std::string_view json);

    enum class Refusal { not_stored, shutting_down };
    /// Answers that nothing was done, without memory and without reading the event.
    void refuse(Refusal why);

  private:
    std::string text_;
    std::size_t size_;
    Moment due_;
    Answer answer_;
    std::string_view name_;
    bool answered_ = false;
};

using SubmittedEventPtr = std::shared_ptr<SubmittedEvent>;

}  // namespace tillpoints
