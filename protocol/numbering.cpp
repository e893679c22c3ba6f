#include "protocol/numbering.hpp"

#include <algorithm>
#include <array>

namespace tillpoints {
namespace {

/// ITU-T E.164, list of assigned country codes (annex to the ITU Operational Bulletin), without the codes
/// that no subscriber of a country has: satellites, international networks and shared-cost services (800,
/// 808, 870, 878, 881 to 883, 888, 979, 991). The lengths of the neighbours of the +7 zone are those of their
/// national numbering plans (ITU-T E.129); for all others the bounds of E.164 count. In the order of their
/// digits.
constexpr auto country_codes = std::to_array<CountryCode>({
    {"1", 10, 10},  {"20", 6, 13},  {"211", 5, 12}, {"212", 5, 12}, {"213", 5, 12}, {"216", 5, 12},
    {"218", 5, 12}, {"220", 5, 12}, {"221", 5, 12}, {"222", 5, 12}, {"223", 5, 12}, {"224", 5, 12},
    {"225", 5, 12}, {"226", 5, 12}, {"227", 5, 12}, {"228", 5, 12}, {"229", 5, 12}, {"230", 5, 12},
    {"231", 5, 12}, {"232", 5, 12}, {"233", 5, 12}, {"234", 5, 12}, {"235", 5, 12}, {"236", 5, 12},
    {"237", 5, 12}, {"238", 5, 12}, {"239", 5, 12}, {"240", 5, 12}, {"241", 5, 12}, {"242", 5, 12},
    {"243", 5, 12}, {"244", 5, 12}, {"245", 5, 12}, {"246", 5, 12}, {"247", 5, 12}, {"248", 5, 12},
    {"249", 5, 12}, {"250", 5, 12}, {"251", 5, 12}, {"252", 5, 12}, {"253", 5, 12}, {"254", 5, 12},
    {"255", 5, 12}, {"256", 5, 12}, {"257", 5, 12}, {"258", 5, 12}, {"260", 5, 12}, {"261", 5, 12},
    {"262", 5, 12}, {"263", 5, 12}, {"264", 5, 12}, {"265", 5, 12}, {"266", 5, 12}, {"267", 5, 12},
    {"268", 5, 12}, {"269", 5, 12}, {"27", 6, 13},  {"290", 5, 12}, {"291", 5, 12}, {"297", 5, 12},
    {"298", 5, 12}, {"299", 5, 12}, {"30", 6, 13},  {"31", 6, 13},  {"32", 6, 13},  {"33", 6, 13},
    {"34", 6, 13},  {"350", 5, 12}, {"351", 5, 12}, {"352", 5, 12}, {"353", 5, 12}, {"354", 5, 12},
    {"355", 5, 12}, {"356", 5, 12}, {"357", 5, 12}, {"358", 5, 12}, {"359", 5, 12}, {"36", 6, 13},
    {"370", 8, 8},  {"371", 8, 8},  {"372", 5, 12}, {"373", 8, 8},  {"374", 8, 8},  {"375", 9, 9},
    {"376", 5, 12}, {"377", 5, 12}, {"378", 5, 12}, {"380", 9, 9},  {"381", 5, 12}, {"382", 5, 12},
    {"383", 5, 12}, {"385", 5, 12}, {"386", 5, 12}, {"387", 5, 12}, {"389", 5, 12}, {"39", 6, 13},
    {"40", 6, 13},  {"41", 6, 13},  {"420", 5, 12}, {"421", 5, 12}, {"423", 5, 12}, {"43", 6, 13},
    {"44", 6, 13},  {"45", 6, 13},  {"46", 6, 13},  {"47", 6, 13},  {"48", 6, 13},  {"49", 6, 13},
    {"500", 5, 12}, {"501", 5, 12}, {"502", 5, 12}, {"503", 5, 12}, {"504", 5, 12}, {"505", 5, 12},
    {"506", 5, 12}, {"507", 5, 12}, {"508", 5, 12}, {"509", 5, 12}, {"51", 6, 13},  {"52", 6, 13},
    {"53", 6, 13},  {"54", 6, 13},  {"55", 6, 13},  {"56", 6, 13},  {"57", 6, 13},  {"58", 6, 13},
    {"590", 5, 12}, {"591", 5, 12}, {"592", 5, 12}, {"593", 5, 12}, {"594", 5, 12}, {"595", 5, 12},
    {"596", 5, 12}, {"597", 5, 12}, {"598", 5, 12}, {"599", 5, 12}, {"60", 6, 13},  {"61", 6, 13},
    {"62", 6, 13},  {"63", 6, 13},  {"64", 6, 13},  {"65", 6, 13},  {"66", 6, 13},  {"670", 5, 12},
    {"672", 5, 12}, {"673", 5, 12}, {"674", 5, 12}, {"675", 5, 12}, {"676", 5, 12}, {"677", 5, 12},
    {"678", 5, 12}, {"679", 5, 12}, {"680", 5, 12}, {"681", 5, 12}, {"682", 5, 12}, {"683", 5, 12},
    {"685", 5, 12}, {"686", 5, 12}, {"687", 5, 12}, {"688", 5, 12}, {"689", 5, 12}, {"690", 5, 12},
    {"691", 5, 12}, {"692", 5, 12}, {"7", 10, 10},  {"81", 6, 13},  {"82", 6, 13},  {"84", 6, 13},
    {"850", 5, 12}, {"852", 5, 12}, {"853", 5, 12}, {"855", 5, 12}, {"856", 5, 12}, {"86", 10, 11},
    {"880", 5, 12}, {"886", 5, 12}, {"90", 10, 10}, {"91", 6, 13},  {"92", 6, 13},  {"93", 6, 13},
    {"94", 6, 13},  {"95", 6, 13},  {"960", 5, 12}, {"961", 5, 12}, {"962", 5, 12}, {"963", 5, 12},
    {"964", 5, 12}, {"965", 5, 12}, {"966", 5, 12}, {"967", 5, 12}, {"968", 5, 12}, {"970", 5, 12},
    {"971", 5, 12}, {"972", 8, 9},  {"973", 5, 12}, {"974", 5, 12}, {"975", 5, 12}, {"976", 8, 8},
    {"977", 5, 12}, {"98", 6, 13},  {"992", 9, 9},  {"993", 8, 8},  {"994", 9, 9},  {"995", 9, 9},
    {"996", 9, 9},  {"998", 9, 9},
});

/// The first digit of an area or operator code in the +7 zone: 3, 4, 8 and 9 in Russia, 7 in Kazakhstan (6 is
/// set aside for it and not in use). Codes that begin with 80 are freephone and paid services.
bool is_seven_zone_subscriber(std::string_view national) {
    if (national.starts_with("80")) return false;
    return std::string_view("34789").find(national.front()) != std::string_view::npos;
}

}  // namespace

const CountryCode* country_code_of(std::string_view digits) {
    for (std::size_t size = 1; size <= 3 && size <= digits.size(); ++size) {
        const auto code = digits.substr(0, size);
        const auto at = std::lower_bound(
            country_codes.begin(), country_codes.end(), code,
            [](const CountryCode& entry, std::string_view wanted) { return entry.digits < wanted; });
        if (at != country_codes.end() && at->digits == code) return &*at;
    }
    return nullptr;
}

bool is_subscriber_number(std::string_view digits) {
    const auto* country = country_code_of(digits);
    if (!country) return false;
    const auto national = digits.substr(country->digits.size());
    const auto length = static_cast<int>(national.size());
    if (length < country->least || length > country->most) return false;
    return country->digits != "7" || is_seven_zone_subscriber(national);
}

}  // namespace tillpoints
