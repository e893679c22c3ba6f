#include "cloud/api/shown_company.hpp"

#include "cloud/api/shop_name.hpp"
#include "cloud/storage/documents.hpp"

namespace tillpoints::cloud {

CompanyProfile company_profile(RequestContext& context) {
    const auto record = context.db.company.find();
    return record ? read_document(record->profile, read_company_profile) : CompanyProfile();
}

std::string shop_name(RequestContext& context) {
    auto profile = company_profile(context);
    return profile.name.empty() ? context.programme.name : std::move(profile.name);
}

std::vector<ShownBranch> company_branches(RequestContext& context) {
    std::vector<ShownBranch> out;
    for (auto& record : context.db.company.branches())
        out.push_back({std::move(record.branch), record.profile.empty()
                                                     ? BranchProfile()
                                                     : read_document(record.profile, read_branch_profile)});
    return out;
}

Opening opening_of(const BranchProfile& profile, std::chrono::minutes utc_offset, Timestamp now) {
    const auto offset = profile.utc_offset.value_or(utc_offset);
    auto opening = opening_at(profile.hours, now + offset);
    if (opening.until) *opening.until -= offset;
    return opening;
}

}  // namespace tillpoints::cloud
