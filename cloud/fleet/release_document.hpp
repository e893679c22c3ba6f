#pragma once
#include <cstdint>
#include <string>

#include "protocol/error.hpp"

namespace tillpoints::cloud {

inline constexpr std::size_t longest_release = 256 << 10;

/// A release as an operator signed it (protocol/FLEET.md). Its signature is for the terminals, which know the
/// key; this cloud reads what it needs to hand it out.
struct ReleaseDocument {
    std::int64_t number = 0;
    std::string version;  ///< the packages' version it brings; empty: none
    bool has_configuration = false;
    friend bool operator==(const ReleaseDocument&, const ReleaseDocument&) = default;
};

Result<ReleaseDocument> read_release(const std::string& document);

}  // namespace tillpoints::cloud
