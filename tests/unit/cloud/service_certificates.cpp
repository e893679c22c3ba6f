#include "cloud/api/due/certificates.hpp"
#include "cloud/programme/certificate.hpp"
#include "shop.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

namespace {

/// Anna was born on the 20th of January; the shop opens on the 15th.
struct Birthday : Shop {
    explicit Birthday(Programme rules = electronics()) : Shop(std::move(rules)) {
        service.transact([&](RequestContext& context) {
            anna = register_customer(context, {"Anna", {}, "1990-01-20", {}}).value();
        });
    }

    Result<CertificateRecord> congratulate() {
        Result<CertificateRecord> record = Problem{};
        service.transact(
            [&](RequestContext& context) { record = issue_birthday_certificate(context, anna); });
        return record;
    }

    Result<CertificateRecord> give(Points nominal, int days) {
        Result<CertificateRecord> record = Problem{};
        service.transact([&](RequestContext& context) {
            record = issue_certificate(context, anna.id, nominal, std::chrono::days(days));
        });
        return record;
    }

    loyalty::Found find(const CertificateRecord& certificate, Money total) {
        return std::get<loyalty::Found>(service.answer(by(loyalty::ByCode{certificate.code}, total)));
    }

    loyalty::Answer pay(const CertificateRecord& certificate, Money total, Money cash, Points own = {}) {
        loyalty::CreateOperation call;
        call.who = loyalty::ByCode{certificate.code};
        call.total = total;
        call.cash = cash;
        call.points = own;
        return service.answer(call);
    }

    CustomerRecord anna;
};

/// The electronics programme with other terms of the birthday's certificate.
Programme with_terms(const std::function<void(BirthdayGift&)>& change) {
    auto programme = electronics();
    change(*programme.birthday);
    return programme;
}

CertificateState state_of(Shop& shop, const CertificateRecord& certificate) {
    CertificateState state{};
    shop.storage->read(
        [&](Transaction& db) { state = db.promotions.find_certificate(certificate.code)->state; });
    return state;
}

}  // namespace

TEST_CASE("electronics: the birthday certificate is valid from a week before to two weeks after, 22 days") {
    const auto gift = *electronics().birthday;
    const auto days = [&](const char* born, Timestamp now) { return birthday_validity(gift, born, now); };
    const Validity january{on(2026, 1, 13), on(2026, 2, 4)};
    CHECK(days("1990-01-20", on(2026, 1, 13)) == january);
    CHECK(days("1990-01-20", on(2026, 2, 4) - std::chrono::milliseconds(1)) == january);
    CHECK_FALSE(days("1990-01-20", on(2026, 2, 4)));
    CHECK_FALSE(days("1990-01-20", on(2026, 1, 13) - std::chrono::milliseconds(1)));
    CHECK(january.to - january.from == std::chrono::days(22));
}

TEST_CASE("birthdays at the turn of the year and on the 29th of February have their days") {
    const auto gift = *electronics().birthday;
    CHECK(birthday_validity(gift, "1990-01-03", on(2025, 12, 28)) ==
          Validity{on(2025, 12, 27), on(2026, 1, 18)});
    CHECK(birthday_validity(gift, "1990-12-28", on(2026, 1, 5)) ==
          Validity{on(2025, 12, 21), on(2026, 1, 12)});
    CHECK(birthday_validity(gift, "1992-02-29", on(2026, 2, 28)) ==
          Validity{on(2026, 2, 21), on(2026, 3, 15)});
    CHECK_FALSE(birthday_validity(gift, "soon", on(2026, 1, 1)));
    CHECK_FALSE(birthday_validity(gift, "1990-13-01", on(2026, 1, 1)));
}

TEST_CASE(
    "electronics: the certificate of 5000 pays at most 5 % of the redeemable part, so all of it from 100 000 "
    "on") {
    const auto certificate_amount = [](Money total, Money unredeemable) {
        return certificate_pays(points(5000), Percent{500}, {total, {}, unredeemable});
    };
    CHECK(certificate_amount(roubles(1000), {}) == points(50));
    CHECK(certificate_amount(roubles(1000), roubles(400)) == points(30));
    CHECK(certificate_amount(roubles(100'000), {}) == points(5000));
    CHECK(certificate_amount(roubles(900'000), {}) == points(5000));
    CHECK(certificate_amount(roubles(1000), roubles(1000)) == Points());
}

TEST_CASE("electronics: one birthday certificate a year, and only to customers with a birth date") {
    Birthday shop;
    CHECK(shop.congratulate().has_value());
    CHECK(shop.congratulate().error().code == Errc::not_found);
    shop.now = on(2026, 6, 1);
    CHECK(shop.congratulate().error().code == Errc::not_found);
    shop.now = on(2027, 1, 20);
    CHECK(shop.congratulate().has_value());
    shop.anna.birth_date = {};
    CHECK(shop.congratulate().error().code == Errc::not_found);
    shop.audit();
}

TEST_CASE("a certificate pays its part, is used once, and its remainder lapses") {
    Birthday shop;
    const auto certificate = shop.congratulate().value();
    const auto found = shop.find(certificate, roubles(1000));
    CHECK(found.type == loyalty::FindType::certificate);
    CHECK(found.purchase->certificate_points == points(50));
    CHECK(found.purchase->cash == roubles(950));
    CHECK(found.purchase->max_points == Points());

    const auto sale = done(shop.pay(certificate, roubles(1000), roubles(950)));
    CHECK(sale.certificate_points == points(50));
    CHECK(sale.points == Points());
    CHECK(shop.balance(shop.anna) == points(500) + Points(9'50));
    CHECK(refused(shop.pay(certificate, roubles(1000), roubles(950))).code == Errc::not_found);
    shop.storage->read([&](Transaction& db) {
        CHECK(db.ledger.balance(certificate_account(certificate.code)) == Points());
        CHECK(db.ledger.balance(certificates_account) == points(-50));
    });
    shop.audit();
}

TEST_CASE("no own points are spent beside a certificate, and the cash must allow for it") {
    Birthday shop;
    const auto certificate = shop.congratulate().value();
    CHECK(refused(shop.pay(certificate, roubles(1000), roubles(940), points(10))).code ==
          Errc::withdraw_not_permitted);
    CHECK(refused(shop.pay(certificate, roubles(1000), roubles(1000))).code == Errc::invalid_checksum);
    done(shop.pay(certificate, roubles(1000), roubles(950)));
}

TEST_CASE("a refund gives back the money and not the certificate") {
    Birthday shop;
    const auto sale = done(shop.pay(shop.congratulate().value(), roubles(1000), roubles(950)));
    const auto half = done(shop.refund(sale.id, roubles(500)));
    CHECK(half.cash == roubles(-475));
    CHECK(half.points == Points());
    CHECK(done(shop.refund(sale.id)).cash == roubles(-475));
    CHECK(shop.balance(shop.anna) == points(500));
    shop.audit();
}

TEST_CASE("a certificate outside its days is not found, and lapses when the customer is served") {
    Birthday shop;
    const auto certificate = shop.congratulate().value();
    shop.now = certificate.valid_to;
    CHECK(refused(shop.pay(certificate, roubles(1000), roubles(950))).code == Errc::not_found);
    shop.service.answer(Shop::by(Shop::uid_of(shop.anna)));
    shop.storage->read([&](Transaction& db) {
        CHECK(db.promotions.find_certificate(certificate.code)->state == CertificateState::lapsed);
        CHECK(db.ledger.balance(certificates_account) == Points());
    });
    shop.audit();
}

TEST_CASE("a customer has at most 4 active certificates by hand, each valid for a whole receipt") {
    Birthday shop;
    const auto first = shop.give(points(300), 10).value();
    for (int i = 0; i < 3; ++i) CHECK(shop.give(points(300), 20).has_value());
    CHECK(shop.give(points(300), 10).error().code == Errc::out_of_range);
    CHECK(shop.find(first, roubles(1000)).purchase->cash == roubles(700));
    CHECK(shop.find(first, roubles(200)).purchase->cash == Money());
    shop.now += std::chrono::days(10);
    CHECK(shop.give(points(300), 10).has_value());
    CHECK(shop.give(Points(), 10).error().code == Errc::out_of_range);
    CHECK(shop.give(points(1), 0).error().code == Errc::out_of_range);
}

TEST_CASE("a certificate's code comes back unextended from an exchange") {
    Birthday shop;
    const auto certificate = shop.congratulate().value();
    const auto found = std::get<loyalty::Found>(
        shop.service.answer(loyalty::FindCustomer{loyalty::ByCode{certificate.code}, true, {}, {}, {}}));
    CHECK(found.code == certificate.code);
    done(shop.pay(certificate, roubles(1000), roubles(950)));
}

TEST_CASE(
    "electronics: a birthday certificate is used up by one receipt (default), or pays until it is empty") {
    Birthday once;
    const auto single = once.congratulate().value();
    done(once.pay(single, roubles(1000), roubles(950)));
    CHECK(state_of(once, single) == CertificateState::used);

    Birthday shop{with_terms([](BirthdayGift& gift) { gift.single_use = false; })};
    const auto certificate = shop.congratulate().value();
    done(shop.pay(certificate, roubles(1000), roubles(950)));
    CHECK(state_of(shop, certificate) == CertificateState::active);
    done(shop.pay(certificate, roubles(98'000), roubles(93'100)));
    CHECK(shop.find(certificate, roubles(2000)).purchase->certificate_points == points(50));
    CHECK(refused(shop.pay(certificate, roubles(2000), roubles(1900))).code == Errc::invalid_checksum);
    done(shop.pay(certificate, roubles(2000), roubles(1950)));
    CHECK(state_of(shop, certificate) == CertificateState::used);
    CHECK(refused(shop.pay(certificate, roubles(2000), roubles(2000))).code == Errc::not_found);
    shop.storage->read(
        [](Transaction& db) { CHECK(db.ledger.balance(certificates_account) == points(-5000)); });
    shop.audit();
}

TEST_CASE("what a certificate of many uses still holds lapses with its days, no more and no less") {
    Birthday shop{with_terms([](BirthdayGift& gift) { gift.single_use = false; })};
    const auto certificate = shop.congratulate().value();
    done(shop.pay(certificate, roubles(1000), roubles(950)));
    shop.now = certificate.valid_to;
    shop.service.answer(Shop::by(Shop::uid_of(shop.anna)));
    CHECK(state_of(shop, certificate) == CertificateState::lapsed);
    shop.storage->read([&](Transaction& db) {
        CHECK(db.ledger.balance(certificate_account(certificate.code)) == Points());
        CHECK(db.ledger.balance(certificates_account) == points(-50));
    });
    shop.audit();
}

TEST_CASE("a certificate by hand is used once, whatever the birthday's is") {
    Birthday shop{with_terms([](BirthdayGift& gift) { gift.single_use = false; })};
    const auto certificate = shop.give(points(300), 10).value();
    done(shop.pay(certificate, roubles(200), Money()));
    CHECK(state_of(shop, certificate) == CertificateState::used);
    shop.audit();
}

TEST_CASE(
    "electronics: the share of a certificate is of the redeemable part (default), or of the whole receipt") {
    const Bill bill{roubles(1000), {}, roubles(400)};
    CHECK(certificate_pays(points(5000), Percent{500}, bill) == points(30));
    CHECK(certificate_pays(points(5000), Percent{500}, bill, CertificateOf::total) == points(50));
    const Bill bundle{roubles(1000), {}, roubles(980)};
    CHECK(certificate_pays(points(5000), Percent{500}, bundle, CertificateOf::total) == points(20));

    Birthday shop{with_terms([](BirthdayGift& gift) { gift.share_of = CertificateOf::total; })};
    loyalty::CreateOperation call;
    call.who = loyalty::ByCode{shop.congratulate().value().code};
    call.total = roubles(1000);
    call.unredeemable_total = roubles(400);
    call.cash = roubles(950);
    CHECK(done(shop.service.answer(call)).certificate_points == points(50));
}

TEST_CASE(
    "electronics: no own points beside a birthday certificate (default), or as many as the tier allows") {
    Birthday shop{with_terms([](BirthdayGift& gift) { gift.own_points_beside = true; })};
    const auto certificate = shop.congratulate().value();
    const auto found = shop.find(certificate, roubles(1000));
    CHECK(found.type == loyalty::FindType::certificate);
    CHECK(found.purchase->max_points == points(100));
    CHECK(refused(shop.pay(certificate, roubles(1000), roubles(849), points(101))).code ==
          Errc::discount_limit_exceeded);
    const auto sale = done(shop.pay(certificate, roubles(1000), roubles(850), points(100)));
    CHECK(sale.certificate_points == points(50));
    CHECK(sale.points == points(-100));
    CHECK(shop.balance(shop.anna) == points(400) + Points(8'50));
    done(shop.refund(sale.id));
    CHECK(shop.balance(shop.anna) == points(500));
    shop.audit();
}

TEST_CASE("points and a certificate together pay no more than what points may pay") {
    Programme programme = with_terms([](BirthdayGift& gift) {
        gift.own_points_beside = true;
        gift.share = Percent{5000};
    });
    programme.tiers.front().redemption_limit = {};
    Birthday shop{programme};
    CHECK(shop.find(shop.congratulate().value(), roubles(600)).purchase->max_points == points(300));
}
