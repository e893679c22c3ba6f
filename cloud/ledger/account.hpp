#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ids.hpp"

namespace tillpoints::cloud {

/// An account of points: of a customer ("customer/7"), or of the programme, from which points come and to
/// which they go.
struct Account {
    std::string name;
    friend auto operator<=>(const Account&, const Account&) = default;
};

Account customer_account(ParticipantId customer);
/// The account of an employee ("staff/3"). What it holds is money owed, in hundredths like points.
Account employee_account(std::int64_t cashier);
/// The account of what a certificate still holds.
Account certificate_account(const std::string& code);
/// The account of a purchase's award that is not granted yet.
Account deferred_account(OperationId purchase);
/// The customer whose account it is; nothing for an account of the programme.
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
inline const Account win_back_account{"programme/win_back"};    ///< given to customers who stopped buying
inline const Account campaigns_account{"programme/campaigns"};  ///< given by campaigns
inline const Account vouchers_account{"programme/vouchers"};    ///< collected from printed vouchers

}  // namespace tillpoints::cloud
