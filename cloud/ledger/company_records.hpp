#pragma once
#include <optional>
#include <string>

#include "protocol/loyalty/messages.hpp"

/// The rows of what the company tells of itself.
namespace tillpoints::cloud {

struct CompanyRecord {
    std::string profile;              ///< JSON (cloud/company/profile.hpp)
    std::optional<std::string> logo;  ///< a picture's id
    friend bool operator==(const CompanyRecord&, const CompanyRecord&) = default;
};

struct BranchRecord {
    loyalty::Named branch;
    std::string profile;  ///< JSON; empty: nothing was told of it yet
    friend bool operator==(const BranchRecord&, const BranchRecord&) = default;
};

}  // namespace tillpoints::cloud
