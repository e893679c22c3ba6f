#include "cloud/service/certificates.hpp"

#include <algorithm>

#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/certificate.hpp"

namespace tillpoints::cloud {
namespace {

void post_all(Desk& desk, const std::vector<Transfer>& transfers) {
    for (const auto& transfer : transfers) desk.books.post(transfer, desk.now);
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

void lapse_certificates(Desk& desk, ParticipantId customer) {
    for (const auto& one : desk.books.certificates_of(customer)) {
        if (one.state != CertificateState::active || desk.now < one.valid_to) continue;
        desk.books.set_certificate_state(one.code, CertificateState::lapsed);
        post_all(desk, transfers_of_certificate_lapse(one));
    }
}

void use_certificate(Desk& desk, const CertificateRecord& certificate, const OperationRecord& purchase) {
    desk.books.set_certificate_state(certificate.code, CertificateState::used);
    post_all(desk, transfers_of_certificate_use(certificate, purchase));
}

}  // namespace tillpoints::cloud
