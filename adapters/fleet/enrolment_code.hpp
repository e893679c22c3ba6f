#pragma once
#include <optional>
#include <string>
#include <string_view>

/// The code a technician types to enrol a terminal: 20 characters in five groups, read aloud and typed
/// without mistakes (no I, L, O and U). The first group names the bundle, the other four are its secret of 80
/// bits. Pure.
namespace tillpoints::fleet {

struct EnrolmentCode {
    std::string id;      ///< 4 characters
    std::string secret;  ///< 16 characters
    /// "ABCD-EFGH-JKMN-PQRS-TVWX"
    std::string text() const;
    friend bool operator==(const EnrolmentCode&, const EnrolmentCode&) = default;
};

/// Of 20 random bytes.
EnrolmentCode code_of_bytes(std::string_view bytes);

/// As it was typed: in any case, with or without hyphens and spaces, O for 0, I and L for 1.
std::optional<EnrolmentCode> read_code(std::string_view typed);

}  // namespace tillpoints::fleet
