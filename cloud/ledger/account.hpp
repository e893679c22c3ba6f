#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ids.hpp"

namespace tillpoints::cloud {

/// An account of points: a customer's ("customer/7"), or one of the programme's that points come from or go
/// to.
struct Account {
    std::string name;
    friend auto operator<=>(const Account&, const Account&) = default;
};

Account customer_account(ParticipantId customer);
/// An employee's ("staff/3"). What it holds is money owed, in hundredths like points.
Account employee_account(std::int64_t cashier);
/// What a certificate is still good for.
Account certificate_account(const std::string& code);
/// The part of a purchase's award that is not granted yet.
Account deferred_account(OperationId purchase);
/// Whose account it is; nothing for the programme's own.
std::optional<ParticipantId> customer_of(const Account& account);

inline const Account awards_account{"programme/awards"};                    ///< cashback given
inline const Account redemptions_account{"programme/redemptions"};          ///< points spent on purchases
inline const Account welcome_account{"programme/welcome"};                  ///< welcome points given
inline const Account first_purchases_account{"programme/first_purchases"};  ///< given for a first purchase
inline const Account rewards_account{"programme/rewards"};                  ///< given and taken by hand
inline const Account referrals_account{"programme/referrals"};              ///< earned by bringing friends
inline const Account certificates_account{"programme/certificates"};        ///< given as certificates
inline const Account expiry_account{"programme/expiry"};                    ///< expired
inline const Account staff_account{"programme/staff"};                      ///< money promised to employees
inline const Account win_back_account{"programme/win_back"};                ///< given to who stopped coming
inline const Account campaigns_account{"programme/campaigns"};              ///< given by campaigns
inline const Account vouchers_account{"programme/vouchers"};  ///< collected from printed vouchers

}  // namespace tillpoints::cloud
