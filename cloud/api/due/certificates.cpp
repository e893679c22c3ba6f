#include "cloud/api/due/certificates.hpp"

#include <algorithm>

#include "cloud/api/post_all.hpp"
#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/certificate.hpp"

namespace tillpoints::cloud {
namespace {

Points held(RequestContext& context, const CertificateRecord& certificate) {
    return context.db.ledger.balance(certificate_account(certificate.code));
}

/// The terms of a birthday certificate; nothing for one by hand, which has no share.
const BirthdayGift* birthday_terms(RequestContext& context, const CertificateRecord& certificate) {
    const auto& gift = context.programme.birthday;
    return gift && certificate.share ? &*gift : nullptr;
}

Result<CertificateRecord> issue(RequestContext& context, CertificateRecord record) {
    const auto all = context.db.promotions.certificates_of(record.customer);
    const auto active = std::count_if(all.begin(), all.end(), [](const CertificateRecord& one) {
        return one.state == CertificateState::active;
    });
    if (active >= max_active_certificates)
        return Problem{Errc::out_of_range, "uid", "at most 4 active certificates", {}};
    do record.code = "C" + random_digits(context.randomness, 10);
    while (!context.db.promotions.add_certificate(record));
    post_all(context, transfers_of_certificate(record));
    return record;
}

}  // namespace

Result<CertificateRecord> issue_certificate(RequestContext& context, ParticipantId customer, Points nominal,
                                            std::chrono::days valid) {
    if (valid.count() <= 0) return Problem{Errc::out_of_range, "days", "a number above 0", {}};
    return issue_certificate(context, customer, nominal, {context.now, context.now + valid});
}

Result<CertificateRecord> issue_certificate(RequestContext& context, ParticipantId customer, Points nominal,
                                            const Validity& valid) {
    if (nominal <= Points()) return Problem{Errc::out_of_range, "points", "a number above 0", {}};
    if (valid.to <= context.now || valid.to <= valid.from)
        return Problem{Errc::out_of_range, "to", "a moment that is to come, after from", {}};
    context.db.customers.lock(customer);
    lapse_certificates(context, customer);
    return issue(context, {{}, customer, nominal, {}, valid.from, valid.to});
}

Result<CertificateRecord> issue_birthday_certificate(RequestContext& context,
                                                     const CustomerRecord& customer) {
    const auto& gift = context.programme.birthday;
    const auto days = gift && customer.birth_date
                          ? birthday_validity(*gift, *customer.birth_date, context.now)
                          : std::nullopt;
    if (!days) return Problem{Errc::not_found, "uid", "a customer around the birthday", {}};
    context.db.customers.lock(customer.id);
    lapse_certificates(context, customer.id);
    for (const auto& one : context.db.promotions.certificates_of(customer.id))
        if (one.share && one.valid_from == days->from)
            return Problem{Errc::not_found, "uid", "a customer without this year's certificate", {}};
    return issue(context, {{}, customer.id, gift->points, gift->share, days->from, days->to});
}

std::optional<CertificateRecord> active_certificate(RequestContext& context, const loyalty::Identity& who) {
    const auto* code = std::get_if<loyalty::ByCode>(&who);
    const auto found = code ? context.db.promotions.find_certificate(code->code) : std::nullopt;
    const bool living = found && found->state == CertificateState::active &&
                        found->valid_from <= context.now && context.now < found->valid_to;
    return living ? found : std::nullopt;
}

Identification identification_of(RequestContext& context, const CertificateRecord& certificate) {
    const auto* terms = birthday_terms(context, certificate);
    return terms && terms->own_points_beside ? Identification::certificate_with_points
                                             : Identification::certificate;
}

Points certificate_amount(RequestContext& context, const CertificateRecord& certificate, const Bill& bill) {
    const auto* terms = birthday_terms(context, certificate);
    return certificate_pays(held(context, certificate), certificate.share, bill,
                            terms ? terms->share_of : CertificateOf::redeemable);
}

void lapse_certificates(RequestContext& context, ParticipantId customer) {
    for (const auto& one : context.db.promotions.certificates_of(customer)) {
        if (one.state != CertificateState::active || context.now < one.valid_to) continue;
        context.db.promotions.set_certificate_state(one.code, CertificateState::lapsed);
        post_all(context, transfers_of_certificate_lapse(one, held(context, one)));
    }
}

void use_certificate(RequestContext& context, const CertificateRecord& certificate,
                     const OperationRecord& purchase) {
    const auto* terms = birthday_terms(context, certificate);
    const auto rest = held(context, certificate) - purchase.certificate;
    const bool over = !terms || terms->single_use || rest == Points();
    if (over) context.db.promotions.set_certificate_state(certificate.code, CertificateState::used);
    post_all(context, transfers_of_certificate_use(certificate, purchase, over ? rest : Points()));
}

}  // namespace tillpoints::cloud
