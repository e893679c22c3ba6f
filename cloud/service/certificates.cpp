#include "cloud/service/certificates.hpp"

#include <algorithm>

#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/certificate.hpp"

namespace tillpoints::cloud {
namespace {

void post_all(Desk& desk, const std::vector<Transfer>& transfers) {
    for (const auto& transfer : transfers) desk.books.post(transfer, desk.now);
}

Points held(Desk& desk, const CertificateRecord& certificate) {
    return desk.books.balance(certificate_account(certificate.code));
}

/// The terms of a birthday's certificate; nothing for one by hand, which has no share.
const BirthdayGift* birthday_terms(Desk& desk, const CertificateRecord& certificate) {
    const auto& gift = desk.programme.birthday;
    return gift && certificate.share ? &*gift : nullptr;
}

Result<CertificateRecord> issue(Desk& desk, CertificateRecord record) {
    const auto all = desk.books.certificates_of(record.customer);
    const auto active = std::count_if(all.begin(), all.end(), [](const CertificateRecord& one) {
        return one.state == CertificateState::active;
    });
    if (active >= most_active_certificates)
        return Problem{Errc::out_of_range, "uid", "at most 4 active certificates", {}};
    do record.code = "C" + random_digits(desk.randomness, 10);
    while (!desk.books.add_certificate(record));
    post_all(desk, transfers_of_certificate(record));
    return record;
}

}  // namespace

Result<CertificateRecord> issue_certificate(Desk& desk, ParticipantId customer, Points nominal,
                                            std::chrono::days valid) {
    if (nominal <= Points()) return Problem{Errc::out_of_range, "points", "a number above 0", {}};
    if (valid.count() <= 0) return Problem{Errc::out_of_range, "days", "a number above 0", {}};
    lapse_certificates(desk, customer);
    return issue(desk, {{}, customer, nominal, {}, desk.now, desk.now + valid});
}

Result<CertificateRecord> issue_birthday_certificate(Desk& desk, const CustomerRecord& customer) {
    const auto& gift = desk.programme.birthday;
    const auto days =
        gift && customer.birth_date ? birthday_validity(*gift, *customer.birth_date, desk.now) : std::nullopt;
    if (!days) return Problem{Errc::not_found, "uid", "a customer around the birthday", {}};
    lapse_certificates(desk, customer.id);
    for (const auto& one : desk.books.certificates_of(customer.id))
        if (one.share && one.valid_from == days->from)
            return Problem{Errc::not_found, "uid", "a customer without this year's certificate", {}};
    return issue(desk, {{}, customer.id, gift->points, gift->share, days->from, days->to});
}

std::optional<CertificateRecord> living_certificate(Desk& desk, const loyalty::Identity& who) {
    const auto* code = std::get_if<loyalty::ByCode>(&who);
    const auto found = code ? desk.books.certificate(code->code) : std::nullopt;
    const bool living = found && found->state == CertificateState::active && found->valid_from <= desk.now &&
                        desk.now < found->valid_to;
    return living ? found : std::nullopt;
}

Means means_of(Desk& desk, const CertificateRecord& certificate) {
    const auto* terms = birthday_terms(desk, certificate);
    return terms && terms->own_points_beside ? Means::certificate_with_points : Means::certificate;
}

Points pays(Desk& desk, const CertificateRecord& certificate, const Bill& bill) {
    const auto* terms = birthday_terms(desk, certificate);
    return certificate_pays(held(desk, certificate), certificate.share, bill,
                            terms ? terms->share_of : CertificateOf::redeemable);
}

void lapse_certificates(Desk& desk, ParticipantId customer) {
    for (const auto& one : desk.books.certificates_of(customer)) {
        if (one.state != CertificateState::active || desk.now < one.valid_to) continue;
        desk.books.set_certificate_state(one.code, CertificateState::lapsed);
        post_all(desk, transfers_of_certificate_lapse(one, held(desk, one)));
    }
}

void use_certificate(Desk& desk, const CertificateRecord& certificate, const OperationRecord& purchase) {
    const auto* terms = birthday_terms(desk, certificate);
    const auto rest = held(desk, certificate) - purchase.certificate;
    const bool over = !terms || terms->single_use || rest == Points();
    if (over) desk.books.set_certificate_state(certificate.code, CertificateState::used);
    post_all(desk, transfers_of_certificate_use(certificate, purchase, over ? rest : Points()));
}

}  // namespace tillpoints::cloud
