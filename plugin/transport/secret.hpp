#pragma once
#include <string>
#include <string_view>

namespace tillpoints {

/// Overwrites `text` with zeros in a way the compiler may not leave out, then empties it.
void wipe(std::string& text);

/// A text that is wiped when it is destroyed. It cannot be copied or moved, so that there is only one place
/// to wipe.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) { wipe(text); }
    ~Secret() { wipe(text_); }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;

    std::string_view view() const { return text_; }
    /// For building in place. Reserve first: a text that grows leaves a copy in memory.
    std::string& text() { return text_; }

  private:
    std::string text_;
};

/// RFC 4648 with padding. The caller wipes the result where `bytes` was secret.
std::string base64_of(std::string_view bytes);

}  // namespace tillpoints
