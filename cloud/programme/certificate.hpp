#pragma once
#include <string_view>

#include "cloud/programme/calculation.hpp"

namespace tillpoints::cloud {

/// From the first moment, included, to the second, excluded.
struct Validity {
    Timestamp from;
    Timestamp to;
    friend bool operator==(const Validity&, const Validity&) = default;
};

/// The days around a birthday ("1990-02-28") that contain `now`, in UTC; the 29th of February counts as the
/// 28th in other years. Nothing outside of them, or if the text is not a date.
std::optional<Validity> birthday_validity(const BirthdayGift& gift, std::string_view birth_date,
                                          Timestamp now);

/// The birthdays ("02-28") whose certificate is valid at `now`, in UTC.
std::vector<std::string> birthdays_within(const BirthdayGift& gift, Timestamp now);

/// What a certificate that holds so many points pays of a bill: at most `share` of it, and no more than
/// points may pay.
Points certificate_pays(Points held, std::optional<Percent> share, const Bill& bill,
                        CertificateOf of = CertificateOf::redeemable);

}  // namespace tillpoints::cloud
