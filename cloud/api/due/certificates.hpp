#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/programme/purchase_check.hpp"

namespace tillpoints::cloud {

inline constexpr int max_active_certificates = 4;

/// A certificate by hand. Errc::out_of_range if the customer has the most allowed, or for no points or days.
Result<CertificateRecord> issue_certificate(RequestContext& context, ParticipantId customer, Points nominal,
                                            std::chrono::days valid);

/// The birthday's, once a year, in its days. Errc::not_found if the programme has none, it is not the time or
/// it was issued.
Result<CertificateRecord> issue_birthday_certificate(RequestContext& context, const CustomerRecord& customer);

/// The certificate this identity is the code of, if it may be used now.
std::optional<CertificateRecord> active_certificate(RequestContext& context, const loyalty::Identity& who);

/// Whether points of one's own may be spent beside it.
Identification identification_of(RequestContext& context, const CertificateRecord& certificate);

/// What it pays of a bill that adds up, from what it still holds and by the programme's terms.
Points certificate_amount(RequestContext& context, const CertificateRecord& certificate, const Bill& bill);

/// Closes the certificates whose time is over.
void lapse_certificates(RequestContext& context, ParticipantId customer);

/// Books what a purchase used. The rest lapses with a certificate of single use, as those by hand are.
void use_certificate(RequestContext& context, const CertificateRecord& certificate,
                     const OperationRecord& purchase);

}  // namespace tillpoints::cloud
