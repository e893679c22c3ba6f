#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "till.hpp"

/// A receipt without a customer carries a voucher, if the shop wants it. The cloud is asked when the payment
/// begins; what has not come when the receipt is printed is waited for only until the event's deadline.
namespace tillpoints::session {

namespace {

constexpr auto link = "https://shop.uds.app/c/join?ref=SHOP77";

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

Till anonymous() {
    Till till = sell().gives_vouchers().scan("a", 100'000);
    till.config.language = Language::english;
    till.config.limits.utc_offset = 180min;
    return till;
}

Money sum_of_cart(const Till& till) {
    Money sum;
    for (const auto& position : till.cart()) sum += position.sum;
    return sum;
}

}  // namespace

TEST_CASE("a voucher is asked for when a payment without a customer starts, and the payment does not wait") {
    Till till = anonymous().ask_discount(none()).start_payment();
    CHECK(till.status() == "confirmed");
    const auto* call = till.asked<loyalty::CreateVoucher>();
    REQUIRE(call);
    CHECK(call->total == Money(100'000));
    CHECK(call->nonce.has_value());
    CHECK(call->cashier->external_id == "c_1");
    CHECK_FALSE(call->number.has_value());
    till.issues_voucher().print();
    CHECK(till.status() == "ok");
    CHECK(till.qr_code() == "https://cloud.example/v/900001");
    CHECK(till.printed_lines() ==
          "Points for this purchase   50.00\nTo get these points, scan the QR\ncode in the UDS app.\n"
          "Voucher code              900001\nValid until     2026-03-01 18:00\n");
    CHECK(till.noted("voucher printed"));
}

TEST_CASE("vouchers are off by default, and then no receipt asks for one or carries a QR code to join") {
    Till till = anonymous();
    till.config.invitation.voucher = Config().invitation.voucher;
    till.start_payment();
    CHECK_FALSE(till.did<Ask>());
    till.print();
    CHECK_FALSE(till.did<Ask>());
    CHECK(has(till.printed_lines(), "SHOP77"));
    CHECK(till.qr_code().empty());
}

TEST_CASE(
    "a receipt without a voucher by the deadline carries the link to join, and a late voucher is dropped") {
    Till till = anonymous().start_payment().print();
    CHECK_FALSE(till.answered());
    SECTION("no answer by the deadline") {
        till.deadline();
    }
    SECTION("no answer at all") {
        till.says_nothing();
    }
    SECTION("a refusal") {
        till.refuses(400, Errc::invalid_checksum);
    }
    SECTION("a code that does not fit on paper") {
        till.issues_voucher(std::string(41, '7'));
    }
    CHECK(till.status() == "ok");
    CHECK(till.qr_code() == link);
    till.issues_voucher().print();
    CHECK(till.qr_code() == link);
    CHECK_FALSE(till.session().voucher.has_value());
}

TEST_CASE("offline no voucher is asked for and the link to join is printed at once") {
    Till till = anonymous().offline().start_payment();
    CHECK_FALSE(till.did<Ask>());
    till.print();
    CHECK(till.qr_code() == link);
    CHECK(has(till.printed_lines(), "Collect points with every"));
}

TEST_CASE("a print without a payment before it asks for the voucher and waits for it") {
    Till till = anonymous();
    SECTION("of the positions") {
        till.ask_discount(none()).print();
    }
    SECTION("of the closed receipt") {
        till.close_at_full_price().print();
    }
    REQUIRE(till.asked<loyalty::CreateVoucher>());
    CHECK(till.asked<loyalty::CreateVoucher>()->total == Money(100'000));
    CHECK_FALSE(till.answered());
    till.issues_voucher();
    CHECK(till.qr_code() == "https://cloud.example/v/900001");
}

TEST_CASE("a voucher counts what was paid: the register's rounding and excluded goods are not in it") {
    Till till = anonymous().scan_excluded("bag", 500);
    till.ask_discount(none()).start_payment(Money(50));
    CHECK(till.asked<loyalty::CreateVoucher>()->total == Money(99'950));
    CHECK_FALSE(till.asked<loyalty::CreateVoucher>()->skip_loyalty_total.has_value());
    Till excluded = sell().gives_vouchers().scan_excluded("bag", 500).ask_discount(none()).start_payment();
    CHECK_FALSE(excluded.did<Ask>());
}

TEST_CASE("a receipt prints one voucher: the same again, and none for another sum") {
    Till till = anonymous().start_payment().issues_voucher().print();
    REQUIRE(till.qr_code() == "https://cloud.example/v/900001");
    till.print();
    CHECK(till.qr_code() == "https://cloud.example/v/900001");
    CHECK_FALSE(till.noted("voucher printed"));
    till.abandon().scan("b", 1'000).ask_discount(none()).start_payment();
    CHECK_FALSE(till.did<Ask>());
    till.print();
    CHECK(till.qr_code() == link);
}

TEST_CASE("a voucher that was not printed yet is replaced when the sum changes") {
    Till till = anonymous().start_payment().issues_voucher("1").abandon();
    till.scan("b", 1'000).ask_discount(none()).start_payment();
    REQUIRE(till.asked<loyalty::CreateVoucher>());
    CHECK(till.asked<loyalty::CreateVoucher>()->total == Money(101'000));
    till.issues_voucher("2").print();
    CHECK(till.qr_code() == "https://cloud.example/v/2");
}

TEST_CASE("a sale with a customer has no voucher, also if the customer comes after the question") {
    Till till = anonymous().start_payment();
    REQUIRE(till.did<Ask>());
    till.abandon().present_phone().finds().start_payment();
    CHECK_FALSE(till.did<Ask>());
    till.print();
    CHECK(till.status() == "ok");
    CHECK(till.qr_code().empty());
    till.remove_customer().start_payment();
    CHECK(till.asked<loyalty::CreateVoucher>());
}

TEST_CASE("only a programme of points with a first tier that earns is asked for vouchers") {
    Till discounts = anonymous();
    discounts.settings.policy = loyalty::DiscountPolicy::apply_discount;
    CHECK_FALSE(discounts.start_payment().did<Ask>());
    Till nothing = anonymous();
    nothing.settings.program.base_tier.rate = Percent{};
    CHECK_FALSE(nothing.start_payment().did<Ask>());
    Till buying(till::ReceiptKind::other);
    CHECK_FALSE(buying.gives_vouchers().scan("a", 100).start_payment().did<Ask>());
}

TEST_CASE("an expired voucher is not printed") {
    Till till = anonymous().start_payment().issues_voucher("1", noon + 1h);
    till.now = noon + 2h;
    till.print();
    CHECK(till.qr_code() == link);
}

TEST_CASE(
    "in any order of events a receipt hands out one voucher, for its present sum and without a customer") {
    std::mt19937 random(20260301);
    std::size_t printed = 0;
    for (int receipt = 0; receipt < 1'000; ++receipt) {
        Till till = anonymous();
        std::set<std::string> vouchers;
        bool open_question = false;
        int issued = 0;
        for (int step = 0; step < 16; ++step) {
            switch (random() % 8) {
                case 0:
                    till.scan("g" + std::to_string(step), 1'000).ask_discount(none());
                    break;
                case 1:
                case 2:
                    till.start_payment();
                    break;
                case 3:
                    till.abandon();
                    break;
                case 4:
                    till.present_phone().finds();
                    open_question = false;  // the answer to an earlier question is not passed on
                    break;
                case 5:
                    till.remove_customer();
                    break;
                default:
                    till.print();
            }
            open_question = open_question || till.asked<loyalty::CreateVoucher>();
            const bool waits = !till.answered();
            if (waits && random() % 3 == 0)
                till.deadline();
            else if (open_question && (waits || random() % 2 == 0)) {
                till.issues_voucher(std::to_string(++issued));
                open_question = false;
            }
            if (!till.answered() || !till.reply().find("barcodes")) continue;
            const auto qr = till.qr_code();
            if (qr.empty() || qr == link) continue;
            vouchers.insert(qr);
            ++printed;
            CHECK_FALSE(till.session().customer.has_value());
            CHECK(till.session().voucher->sum.total == sum_of_cart(till));
        }
        CHECK(vouchers.size() <= 1);
    }
    CHECK(printed > 500);
}

TEST_CASE("a cancelled receipt prints no invitation") {
    Till till = anonymous().start_payment().issues_voucher().cancel().print();
    CHECK(till.printed_lines().empty());
    CHECK(till.qr_code().empty());
}

}  // namespace tillpoints::session
