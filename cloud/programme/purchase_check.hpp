#pragma once
#include "cloud/programme/calculation.hpp"

namespace tillpoints::cloud {

/// How the customer was identified, which decides what is allowed. With a certificate no points of the
/// customer's own may be spent, unless the programme allows it for this certificate.
enum class Identification { code, uid, phone, certificate, card, certificate_with_points };

/// May points be spent with this kind of identification?
bool may_redeem(const Programme& programme, Identification identification);

/// The customer has to confirm a redemption of more points than these; nothing: none, or none is possible
/// with this kind of identification.
std::optional<Points> confirm_above(const Programme& programme, Identification identification);

/// What a phone number gets under apply_discount. The protocol leaves it open.
enum class PhoneDiscount { allowed, refused };

/// Everything a purchase or a calculation is judged by.
struct Purchase {
    Identification identification = Identification::code;
    Points balance;
    Bill bill;
    Points points;              ///< to spend
    std::optional<Money> cash;  ///< as the client computed it; absent in a calculation
};

/// Nothing, or the protocol's first error that applies: purchase_by_phone_disabled, withdraw_not_permitted,
/// invalid_checksum, insufficient_funds, discount_limit_exceeded.
std::optional<Errc> refuse_purchase(const Programme& programme, const Tier& tier, const Purchase& purchase,
                                    LimitBase base, PhoneDiscount phone = PhoneDiscount::allowed);

}  // namespace tillpoints::cloud
