#pragma once
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace tillpoints {

/// A telephone number in E.164: '+' and 8 to 15 digits. Personal data: never logged, printed only shortened.
class Phone {
  public:
    /// Reads what a person types, without spaces, dashes and brackets. Without '+', eleven digits that start
    /// with the trunk prefix 8 or with 7, and ten digits, are numbers of the +7 zone (Russia, Kazakhstan).
    /// Nothing if no subscriber can have the number (numbering.hpp): points promised to it would be lost.
    static std::optional<Phone> parse(std::string_view typed);
    /// Reads '+' and digits that were stored or that another system has accepted.
    static std::optional<Phone> from_e164(std::string_view text);
    /// What a text that parse() refuses was read as, without the number itself: "9 digits without a country
    /// code".
    static std::string read_as(std::string_view typed);

    const std::string& e164() const { return text_; }
    /// "+7 *** *** 45 67": enough for a cashier to read back, not enough to call.
    std::string masked() const;

    friend auto operator<=>(const Phone&, const Phone&) = default;

  private:
    explicit Phone(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace tillpoints
