#pragma once
#include <optional>
#include <string>

#include "cloud/company/opening_hours.hpp"
#include "protocol/loyalty/language.hpp"
#include "protocol/reader.hpp"

/// What customers read of the company and its branches.
namespace tillpoints::cloud {

struct CompanyProfile {
    std::string name;                        ///< empty: the programme's
    std::array<std::string, 3> description;  ///< by loyalty::Language
    std::string phone;
    std::string site;  ///< begins with https:// or http://
    friend bool operator==(const CompanyProfile&, const CompanyProfile&) = default;
};

struct BranchProfile {
    std::string address;
    std::string phone;
    OpeningHours hours;
    std::optional<std::chrono::minutes> utc_offset;  ///< of its clock; absent: as the company's
    bool closed = false;                             ///< for good or for long: customers do not see it
    friend bool operator==(const BranchProfile&, const BranchProfile&) = default;
};

inline constexpr std::size_t longest_description = 4000;  ///< in bytes
inline constexpr std::size_t most_special_days = 100;

/// What a person typed, or what was stored. Problems name the member: `site`, `hours.monday`,
/// `special[2].hours`.
CompanyProfile read_company_profile(Reader in);
BranchProfile read_branch_profile(Reader in);
Json to_json(const CompanyProfile& profile);
Json to_json(const BranchProfile& profile);

/// In the language, else in the first one that has any.
const std::string& description_in(const CompanyProfile& profile, loyalty::Language language);

}  // namespace tillpoints::cloud
