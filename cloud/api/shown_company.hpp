#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/company/profile.hpp"

namespace tillpoints::cloud {

struct ShownBranch {
    loyalty::Named branch;
    BranchProfile profile;
};

CompanyProfile company_profile(RequestContext& context);
/// Every branch; `profile.closed` ones are not shown to customers.
std::vector<ShownBranch> company_branches(RequestContext& context);
/// The open or closed state of a branch, by its clock; `utc_offset` is the company's. Moments are real ones.
Opening opening_of(const BranchProfile& profile, std::chrono::minutes utc_offset, Timestamp now);

}  // namespace tillpoints::cloud
