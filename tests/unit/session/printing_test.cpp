#include <catch2/catch.hpp>

#include "till.hpp"

/// The foot of the receipt: what of the balance is this purchase's, and how to join.
namespace tillpoints::session {

namespace {

bool has_line(const Till& till, std::string_view part) {
    return till.printed_lines().find(part) != std::string::npos;
}

Till english() {
    Till till = sell().scan("a", 100'000);
    till.config.language = Language::english;
    till.settings.program.base_tier.rate = Percent{500};
    till.settings.promo_code = "SHOP77";
    till.settings.slug = "shop";
    return till;
}

Till unregistered() {
    return english().present_phone().refuses(404, Errc::not_found);
}

}  // namespace

TEST_CASE("an unregistered phone prints the points that wait, and the code, link and QR code to join") {
    Till till = unregistered().ask_discount(none()).print();
    CHECK(till.printed_lines() ==
          "Points waiting for you     50.00\nThe points for this purchase\nwait for you: register in the\n"
          "UDS app with your phone number.\nJoin the programme by the QR\ncode or by this link:\n"
          "https://shop.uds.app/c/join?ref=\nSHOP77\nOr enter the invitation code in\nthe UDS app.\n"
          "Invitation code           SHOP77\n");
    CHECK(till.qr_code() == "https://shop.uds.app/c/join?ref=SHOP77");
}

TEST_CASE("the points that wait leave out excluded goods, and without positions no number is printed") {
    Till till = english().scan_excluded("bag", 500).present_phone().refuses(404, Errc::not_found).print();
    CHECK(has_line(till, "Points waiting for you     50.00"));
    Till unknown = sell();
    unknown.config.language = Language::english;
    unknown.settings.program.base_tier.rate = Percent{500};
    unknown.present_phone().refuses(404, Errc::not_found).print();
    CHECK(has_line(unknown, "wait for you"));
    CHECK_FALSE(has_line(unknown, "Points waiting"));
}

TEST_CASE("no points wait where the programme gives a discount, and the invitation is printed") {
    Till till = english();
    till.settings.policy = loyalty::DiscountPolicy::apply_discount;
    till.present_phone().refuses(404, Errc::not_found).print();
    CHECK_FALSE(has_line(till, "wait"));
    CHECK_FALSE(has_line(till, "Collect points"));
    CHECK(has_line(till, "SHOP77"));
}

TEST_CASE("a link is printed only if the cloud told everything that it needs, in a form that fits a link") {
    const auto link = [](std::optional<std::string> slug, std::string code,
                         std::string form = Config().invitation.link) {
        Till till = english();
        till.settings.slug = std::move(slug);
        till.settings.promo_code = std::move(code);
        till.config.invitation.link = std::move(form);
        return till.present_phone().refuses(404, Errc::not_found).print().qr_code();
    };
    CHECK(link("shop", "a b").empty());
    CHECK(link("shop", "код") == "https://shop.uds.app/c/join?ref=%D0%BA%D0%BE%D0%B4");
    CHECK(link({}, "X").empty());
    CHECK(link("evil.example/", "X").empty());
    CHECK(link("shop", "").empty());
    CHECK(link("shop", "X", "").empty());
    CHECK(link({}, "X", "https://join.example/") == "https://join.example/");
    CHECK(link({}, "X", "https://join.example/{code}") == "https://join.example/X");
}

TEST_CASE("the balance says whether this purchase's points are in it, also where they were not calculated") {
    const auto says = "does not include";
    Till till = english().present_phone().finds(Points(50'000)).print();
    CHECK(has_line(till, "Points balance            500.00"));
    CHECK(has_line(till, says));
    till.ask_discount(none()).limits(Points(50'000)).print();
    CHECK(has_line(till, says));
    Till excluded = sell().scan_excluded("bag", 500);
    excluded.config.language = Language::english;
    excluded.present_phone().finds().ask_discount(none()).limits(Points()).print();
    CHECK_FALSE(has_line(excluded, says));
}

}  // namespace tillpoints::session
