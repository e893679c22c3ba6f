#include <catch2/catch.hpp>
#include <random>

#include "plugin/entries/transition.hpp"
#include "plugin/session/parts.hpp"
#include "till.hpp"

/// Whatever discount is printed without a deduction is recorded as a loss.
namespace tillpoints::session {
namespace {

using Lines = std::vector<till::FiscalLine>;

/// One receipt with events in a random order, then a random receipt printed of it.
class RandomReceipt {
  public:
    explicit RandomReceipt(std::uint32_t seed) : dice_(seed) {
        till_.settings.use_points_by_phone = true;
        till_.scan("a", 60'000).scan("b", 10'000, "3").scan_excluded("t", 5'000);
        if (chance(3)) till_.in_tender_mode();
        if (chance(3)) till_.commit_host();
        for (int events = roll(1, 9); events > 0; --events) say_something();
        if (chance(2)) pay_in_order();
        if (chance(4)) cut_power();
        print();
    }

    /// What the receipt shows that the customer did not pay in money.
    Money printed;
    /// What was redeemed for it and stays redeemed.
    Money deducted;
    /// What the entries say that the shop loses.
    Money losses;
    bool offered() const { return !offers_.empty(); }
    const std::string& story() const { return story_; }

  private:
    int roll(int least, int most) { return std::uniform_int_distribution<int>(least, most)(dice_); }
    bool chance(int of) { return roll(1, of) == 1; }

    void say_something() {
        switch (roll(0, 5)) {
            case 0:
                return present();
            case 1:
                return note("remove"), void(till_.remove_customer());
            case 2:
            case 3:
                return ask();
            case 4:
                return pay();
            default:
                return note("abandon"), void(till_.abandon());
        }
    }

    /// As most sales go.
    void pay_in_order() {
        if (!till_.session().redemption) present();
        if (till_.session().settling) till_.settles();
        ask();
        pay();
    }

    void present() {
        note("present");
        till_.present_phone();
        if (till_.asked<loyalty::FindCustomer>()) till_.finds();
    }

    void ask() {
        note("ask");
        till_.ask_discount(chance(4) ? none() : points(roll(1, 40) * 100));
        if (till_.asked<loyalty::Calculate>()) till_.limits(Points(roll(1, 40) * 100));
        remember_offer();
        settle_payment();
    }

    void cut_power() {
        note("power cut");
        till_.power_cut();
    }

    void pay() {
        note("pay");
        till_.start_payment();
        settle_payment();
    }

    /// The cloud answers, or does not.
    void settle_payment() {
        if (till_.session().waiting != PendingQuestion::redemption) return;
        const int how = roll(0, 3);
        note("outcome " + std::to_string(how));
        if (how == 0) till_.leaves_unclear();
        if (how == 1) till_.refuses_redemption(Errc::insufficient_funds);
        if (how >= 2) till_.confirms();
        if (till_.asked<loyalty::Calculate>()) till_.limits(Points(roll(1, 40) * 100));
        remember_offer();
        if (till_.session().settling && chance(2)) till_.settles();
    }

    void remember_offer() {
        const auto& quote = till_.session().quote;
        if (quote && quote->discount > Money()) offers_.push_back(*quote);
    }

    void print() {
        auto lines = till_.full();
        Money points;
        if (offered() && !chance(4)) {
            const int last = static_cast<int>(offers_.size()) - 1;
            const auto& offer = offers_[static_cast<std::size_t>(chance(3) ? roll(0, last) : last)];
            const bool whole = chance(2);
            if (offer.tender > Money())
                points = whole ? offer.tender : Money(roll(0, int(offer.tender.count)));
            else if (whole)
                lines = offer.lines;
            else
                lower_some(lines);
        }
        printed = sum_of(till_.cart()) - sum_of(lines) + points;
        std::vector<till::Payment> payments{{"cash", sum_of(lines) - points}};
        if (points > Money()) payments.push_back({"points", points});
        note("print " + to_text(printed));
        till_.close_with(lines, payments);
        if (till_.session().redemption) deducted = till_.session().quote->discount;
        till_.each<ParkEntry>([&](const ParkEntry& it) { losses += it.parking.loss; });
        till_.each<StoreEntry>([&](const StoreEntry& it) {
            if (it.entry.parking()) losses += it.entry.parking()->loss;
        });
    }

    /// The register applies the discount in its own way.
    void lower_some(Lines& lines) {
        for (auto& line : lines) {
            if (line.id.text == "t" || chance(2)) continue;
            line.price -= Money(roll(0, 3'000));
            line.sum = line_sum(line.price, line.quantity);
        }
    }

    void note(const std::string& what) { story_ += what + "; "; }

    std::mt19937 dice_;
    Till till_;
    std::vector<Quote> offers_;
    std::string story_;
};

Lines lowered(Lines lines, std::int64_t by) {
    lines.front().price -= Money(by);
    lines.front().sum = line_sum(lines.front().price, lines.front().quantity);
    return lines;
}

}  // namespace

TEST_CASE("in every order of events, what is printed less what is deducted is what is recorded as loss") {
    int lost = 0;
    int deducted = 0;
    for (std::uint32_t seed = 1; seed <= 4'000; ++seed) {
        const RandomReceipt receipt(seed);
        INFO("seed " << seed << ": " << receipt.story());
        const Money difference = receipt.printed - receipt.deducted;
        REQUIRE(receipt.losses == std::max(difference, -difference));
        lost += receipt.losses > Money() ? 1 : 0;
        deducted += receipt.deducted > Money() ? 1 : 0;
    }
    CHECK(lost > 500);
    CHECK(deducted > 100);
}

TEST_CASE("a discount printed otherwise than it was quoted is parked with what was printed") {
    const auto how = GENERATE(0, 1, 2);
    Till till = sell().scan("a", 60'000).scan("b", 40'000);
    till.settings.use_points_by_phone = true;
    till.present_phone().finds().ask_discount().limits(Points(30'000));
    if (how >= 1) till.start_payment().confirms();
    if (how == 1) till.remove_customer();
    if (how == 2) till.abandon();
    till.close_with(lowered(till.full(), 12'345));
    CHECK(till.entry().state == EntryState::parked);
    CHECK(till.entry().parking()->loss == Money(12'345));
    CHECK(till.noted("given away"));
    if (how != 1) return;
    // If an operator retries the entry, the customer pays what was printed.
    CHECK(till.entry().printed);
    CHECK(std::holds_alternative<loyalty::ByPhone>(till.operation().who));
    CHECK(till.operation().points == Points(12'345));
    CHECK(till.operation().total == Money(100'000));
    CHECK(till.operation().cash == Money(87'655));
}

TEST_CASE("goods taken out of the cart without a word are no discount") {
    Till till = sell().scan("a", 60'000).scan("b", 40'000).with_discount(30'000).remove_customer();
    auto lines = till.full();
    lines.pop_back();
    CHECK_FALSE(till.close_with(lines).did<StoreEntry>());
    Till partly = sell().scan("a", 60'000).scan("b", 40'000).with_discount(30'000).remove_customer();
    lines = lowered(partly.full(), 500);
    lines.pop_back();
    CHECK(partly.close_with(lines).entry().parking()->loss == Money(500));
}

TEST_CASE("lower prices of the register's own are no loss if no discount was ever offered") {
    Till till = sell().scan("a", 60'000).present_code().finds().ask_discount(none());
    till.close_with(lowered(till.full(), 5'000));
    CHECK(till.entry().state == EntryState::pending);
}

TEST_CASE("an offer that a power cut took is recognised by its lower prices, also if its customer left") {
    const bool removed = GENERATE(false, true);
    Till till = sell().scan("a", 60'000).present_code().finds().scan("b", 40'000);
    till.ask_discount().limits(Points(30'000)).ask_discount(points(10'000)).power_cut();
    if (removed) till.remove_customer();
    till.close_with(lowered(till.full(), 10'000));
    CHECK(till.entry().state == EntryState::parked);
    CHECK(till.entry().parking()->loss == Money(10'000));
}

TEST_CASE(
    "a discount whose redemption the disk calls unwanted is parked if it is printed after a power cut") {
    const bool unwanted = GENERATE(false, true);
    Till till = sell().scan("a", 60'000).present_code().finds().ask_discount().limits(Points(10'000));
    till.start_payment();
    OutboxEntry stored = till.entry();
    move_to(stored, EntryState::sent);
    if (unwanted) stored.wanted = Wanted::withdraw;
    till.power_cut({stored}).close_with(lowered(till.full(), 10'000));
    CHECK((till.did<StoreEntry>() != nullptr) == unwanted);
    if (!unwanted) return;
    CHECK(till.session().settling == stored.id);
    CHECK(till.entry().state == EntryState::parked);
    CHECK(till.entry().parking()->loss == Money(10'000));
    CHECK(till.entry().after == stored.id);
}

TEST_CASE("points taken as a payment that nobody redeemed are parked, also without a customer") {
    Till till = sell().in_tender_mode().scan("a", 60'000);
    till.close_with(till.full(), {{"cash", Money(50'000)}, {"points", Money(10'000)}});
    CHECK(till.entry().state == EntryState::parked);
    CHECK(till.entry().parking()->loss == Money(10'000));
    CHECK(till.operation().points == Points(10'000));
    CHECK(till.operation().cash == Money(50'000));
    CHECK(till.did<RecordReceipt>()->redeemed == Points());
}

TEST_CASE("a printed discount that an operator did not know of is parked, also without a customer") {
    Till till = sell().scan("a", 60'000).with_discount(10'000).remove_customer();
    till.explain(Paper::full_price).close_with(lowered(till.full(), 10'000));
    CHECK(till.noted("printed otherwise"));
    CHECK(till.entry().state == EntryState::parked);
    CHECK(till.entry().parking()->loss == Money(10'000));
}

}  // namespace tillpoints::session
