#pragma once
#include "cloud/api/request_context.hpp"
#include "cloud/programme/certificate.hpp"
#include "cloud/programme/purchase_check.hpp"

namespace tillpoints::cloud {

inline constexpr int max_active_certificates = 4;

/// Issues a certificate by hand. Errc::out_of_range if the customer has as many as allowed, or for no points
/// or days.
Result<CertificateRecord> issue_certificate(RequestContext& context, ParticipantId customer, Points nominal,
                                            std::chrono::days valid);

/// The same with the moments between which it is valid. Errc::out_of_range also where the second has passed.
Result<CertificateRecord> issue_certificate(RequestContext& context, ParticipantId customer, Points nominal,
                                            const Validity& valid);

/// Issues the birthday certificate, once a year, in its days. Errc::not_found if the programme has none,
/// these are not its days, or it was issued already.
Result<CertificateRecord> issue_birthday_certificate(RequestContext& context, const CustomerRecord& customer);

/// The certificate that this identity is the code of, if it may be used now.
std::optional<CertificateRecord> active_certificate(RequestContext& context, const loyalty::Identity& who);

/// How a customer with this certificate is identified: with or without the right to spend points of their own
/// too.
Identification identification_of(RequestContext& context, const CertificateRecord& certificate);

/// What the certificate pays of a consistent bill: from what it still holds, by the programme's terms.
Points certificate_amount(RequestContext& context, const CertificateRecord& certificate, const Bill& bill);

/// Closes the customer's certificates that have expired.
void lapse_certificates(RequestContext& context, ParticipantId customer);

/// Posts what a purchase used of the certificate. A certificate of single use, as those by hand are, loses
/// the rest.
void use_certificate(RequestContext& context, const CertificateRecord& certificate,
                     const OperationRecord& purchase);

}  // namespace tillpoints::cloud
