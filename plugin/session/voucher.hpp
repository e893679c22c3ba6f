#pragma once
#include <optional>
#include <string>

#include "protocol/json.hpp"
#include "protocol/money.hpp"
#include "protocol/reader.hpp"
#include "protocol/timestamp.hpp"

/// The voucher of a receipt without a customer: the person who scans it collects the points of the sale.
namespace tillpoints::session {

/// The sums that a voucher's points are computed from.
struct VoucherSum {
    Money total;  ///< what was paid for goods that take part
    Money skip;   ///< of which earns nothing
    friend bool operator==(const VoucherSum&, const VoucherSum&) = default;
};

/// What the cloud issued.
struct IssuedVoucher {
    VoucherSum sum;
    std::string code;
    std::string qr_text;
    Points points;
    std::optional<Timestamp> expires;
    bool printed = false;  ///< it was handed to the register for printing
    friend bool operator==(const IssuedVoucher&, const IssuedVoucher&) = default;
};

/// The cloud is asked once for each sum.
struct VoucherQuestion {
    VoucherSum sum;
    bool on_its_way = true;  ///< false: answered, refused or too late
    friend bool operator==(const VoucherQuestion&, const VoucherQuestion&) = default;
};

Json to_json(const VoucherSum& sum);
Json to_json(const IssuedVoucher& voucher);
VoucherSum voucher_sum_from(Reader in);
IssuedVoucher issued_voucher_from(Reader in);

}  // namespace tillpoints::session
