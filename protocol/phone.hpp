#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace tillpoints {

/// A telephone number in E.164: '+' and 8 to 15 digits. Personal data: never logged, printed only shortened.
class Phone {
  public:
    /// Takes what a person types: spaces, dashes and brackets are dropped. Without '+', eleven digits that
    /// start with the trunk prefix 8 or with 7, and ten digits, are read as numbers of the +7 zone (Russia,
    /// Kazakhstan). Nothing when the rest is not a number.
    static std::optional<Phone> parse(std::string_view typed);

    const std::string& e164() const { return text_; }
    /// "+7 *** *** 45 67": enough for a cashier to read back, not enough to call.
    std::string masked() const;

    friend auto operator<=>(const Phone&, const Phone&) = default;

  private:
    explicit Phone(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace tillpoints
