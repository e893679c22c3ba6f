#include <catch2/catch.hpp>
#include <cctype>

#include "month.hpp"

/// What customers and tills do, and what it is in the books.
namespace tillpoints::cloud::test {
namespace {

constexpr int content = 4;  ///< stars; fewer are answered
constexpr Money step_of_points{100'00};

Points rounded_down(Points points) {
    return points_for(Money(points.count / step_of_points.count * step_of_points.count));
}

loyalty::Cashier cashier_called(const std::string& name) {
    return {name, name};
}

/// The letters and digits that follow a word in a text.
std::string code_behind(const std::string& text, const std::string& mark) {
    const auto at = text.find(mark);
    REQUIRE(at != std::string::npos);
    std::string code;
    for (auto next = at + mark.size(); next < text.size() && std::isalnum(text[next]) != 0; ++next)
        code += text[next];
    return code;
}

}  // namespace

std::size_t Month::enter(Books::Person person, Customer customer) {
    if (person.member) {
        const loyalty::FindCustomer by_phone{loyalty::ByPhone{*Phone::parse(person.phone)}, {}, {}, {}, {}};
        const auto found = expect<loyalty::Found>(shop_.till(), by_phone).user;
        person.id = found.participant.id->value;
        customer.uid = found.uid->text;
    }
    customers_.push_back(std::move(customer));
    return books_.add(std::move(person));
}

std::size_t Month::join_by_card(const std::string& source, std::optional<std::size_t> inviter, bool consents,
                                std::optional<int> birthday) {
    const auto phone = "+7701" + std::to_string(1'000'000 + std::ssize(customers_));
    const auto invitation = inviter ? invitation_of(*inviter) : source;
    auto page = shop_.card();
    page.post("code", Json::object({{"phone", phone}}));
    ++messages_["hook/code"];
    page.post("confirm", Json::object({{"phone", phone}, {"code", shop_.code_for(phone)}}));
    auto asked = Json::object({{"name", "Card " + phone.substr(9)},
                               {"invitation", invitation},
                               {"language", "en"},
                               {"advertising", consents ? Json(Json::Array{"app"}) : Json::array()}});
    Books::Person person{phone, clock_, source, inviter};
    if (birthday) {
        person.birthday = std::chrono::March / *birthday;
        asked.set("birth_date",
                  "1990-03-" + std::string(*birthday < 10 ? "0" : "") + std::to_string(*birthday));
    }
    page.post("join", asked);
    const auto who = enter(person, {.way = Way::card, .page = std::move(page), .consents = consents});
    ++messages_["app/welcome"];
    return who;
}

std::size_t Month::join_by_bot(const std::string& source, std::optional<std::size_t> inviter, bool consents) {
    const auto number = std::to_string(1'000'000 + std::ssize(customers_));
    const auto invitation = inviter ? invitation_of(*inviter) : source;
    const std::int64_t chat = 5000 + std::ssize(customers_);
    auto& bot = shop_.bot();
    bot.say(chat, invitation.empty() ? "/start" : "/start " + invitation);
    CHECK(bot.wait_for(chat, 1).size() == 1);
    bot.share_contact(chat, "7701" + number, chat);
    CHECK(bot.wait_for(chat, 2).size() == 2);
    log_[chat] = 2;
    messages_["telegram/reply"] += 2;
    ++messages_["app/welcome"];
    const auto who = enter({"+7701" + number, clock_, source, inviter},
                           {.way = Way::telegram, .chat = chat, .consents = consents});
    if (consents) talk(who, "/offers");
    return who;
}

std::size_t Month::join_by_office() {
    const auto phone = "+7701" + std::to_string(1'000'000 + std::ssize(customers_));
    shop_.office("/customers", Json::object({{"name", "Plastic"}, {"phone", phone}}));
    return enter({phone, clock_}, {.way = Way::plastic});
}

void Month::talk(std::size_t who, const std::string& text) {
    const auto chat = customers_[who].chat;
    shop_.bot().say(chat, text);
    const auto expected = ++log_[chat];
    CHECK(shop_.bot().wait_for(chat, expected).size() == expected);
    ++messages_["telegram/reply"];
}

std::string Month::invitation_of(std::size_t who) {
    auto& customer = customers_[who];
    if (!customer.invitation.empty()) return customer.invitation;
    if (customer.way == Way::card) {
        const auto link = word(customer.page->get("invitation"), "link");
        customer.invitation = link.substr(link.find("?i=") + 3);
    } else {
        talk(who, "/invite");
        customer.invitation = code_behind(shop_.bot().sent_to(customer.chat).back().text, "?start=");
    }
    return customer.invitation;
}

std::string Month::code_of(std::size_t who) {
    auto& customer = customers_[who];
    if (customer.way == Way::card) return word(customer.page->post("card-code"), "code");
    if (customer.way == Way::plastic)
        return word(shop_.office("/codes", Json::object({{"uid", customer.uid}})), "code");
    talk(who, "/card");
    return code_behind(shop_.bot().sent_to(customer.chat).back().text, "code ");
}

void Month::sold(Books::Sale sale) {
    const auto way = customers_[sale.person].way;
    const auto which = books_.sell(std::move(sale));
    if (way == Way::card || way == Way::telegram) asked_today_.push_back(which);
}

/// With points where there are some and the customer likes, else by code, number or phone.
void Month::buy(std::size_t who, Money total) {
    const auto limit = points_for(Money(total.count / 10'000 * books_.level(who).limit));
    auto points = below(2) == 0 ? rounded_down(std::min(books_.balance(who), limit)) : Points();
    if (points < Points()) points = Points();
    const bool by_phone = points == Points() && below(4) == 0;
    loyalty::Identity identity = loyalty::ByPhone{*Phone::parse(books_.person(who).phone)};
    if (points > Points() || (!by_phone && customers_[who].way == Way::card))
        identity = loyalty::ByCode{code_of(who)};
    else if (!by_phone)
        identity = loyalty::ByUid{CustomerUid(customers_[who].uid)};
    auto call = purchase(identity, total.count, points.count, "month-" + std::to_string(++receipts_));
    const auto cashier = "kassa-" + std::to_string(1 + below(3));
    call.cashier = cashier_called(cashier);
    const auto operation = expect<loyalty::Operation>(shop_.till(), call);
    Books::Sale sale{clock_, who, cashier, total, points};
    sale.by_phone = by_phone;
    sale.operation = operation.id.value;
    sold(sale);
}

/// Somebody without a card, perhaps known from a list.
void Month::buy_by_phone(const std::string& phone, Money total) {
    auto call = purchase(loyalty::ByPhone{*Phone::parse(phone)}, total.count, 0,
                         "month-" + std::to_string(++receipts_));
    call.cashier = cashier_called("kassa-1");
    const auto operation = expect<loyalty::Operation>(shop_.till(), call);
    std::size_t who = 0;
    while (who < customers_.size() && books_.person(who).phone != phone) ++who;
    if (who == customers_.size()) {
        Books::Person person{phone, clock_};
        person.member = false;
        who = enter(person, {.way = Way::phone, .stays_away = true});
    }
    books_.person(who).id = operation.customer->id->value;
    Books::Sale sale{clock_, who, "kassa-1", total};
    sale.by_phone = true;
    sale.operation = operation.id.value;
    sold(sale);
}

bool Month::buy_with_certificate(std::size_t who, Money total) {
    const auto certificates = customers_[who].page->get("card");
    const auto& rows = *certificates.find("certificates")->items();
    CHECK(rows.size() == 1);
    if (rows.empty()) return false;
    const auto pays = Books::certificate_pays(total);
    auto call = purchase(loyalty::ByCode{word(rows[0], "code")}, total.count, 0,
                         "month-" + std::to_string(++receipts_));
    call.cash = total - worth(pays);
    call.cashier = cashier_called("kassa-2");
    const auto operation = expect<loyalty::Operation>(shop_.till(), call);
    Books::Sale sale{clock_, who, "kassa-2", total};
    sale.certificate = pays;
    sale.operation = operation.id.value;
    sold(sale);
    return true;
}

/// All or half of something that was sold on an earlier day.
void Month::take_some_back() {
    std::vector<std::size_t> candidates;
    for (std::size_t at = 0; at < books_.sales().size(); ++at) {
        const auto& sale = books_.sales()[at];
        const bool earlier = sale.at + std::chrono::hours(12) < clock_ && sale.at >= march(1);
        if (earlier && sale.refunds.empty() && sale.certificate == Points()) candidates.push_back(at);
    }
    if (candidates.empty()) return;
    const auto which = candidates[static_cast<std::size_t>(below(std::ssize(candidates)))];
    const auto total = books_.sales()[which].total;
    const bool all = below(2) == 0;
    const auto part = all ? total : Money(total.count / 2);
    loyalty::RefundOperation call{OperationId{books_.sales()[which].operation}, {}};
    if (!all) call.partial_amount = part;
    expect<loyalty::Operation>(shop_.till(), call);
    books_.take_back(which, part, clock_);
}

/// Placed in the card, accepted, ready, and handed over as a receipt with points.
void Month::order(std::size_t who) {
    auto& page = *customers_[who].page;
    const auto count = 1 + below(3);
    const Money total(count * 4'000'00);
    const auto limit = points_for(Money(total.count / 10'000 * books_.level(who).limit));
    const auto points = std::max(Points(), rounded_down(std::min(books_.balance(who), limit)));
    const Json items(Json::Array{Json::object({{"id", goods_}, {"count", count}})});
    const auto placed = page.post(
        "order", Json::object({{"items", items}, {"branch", "Main street"}, {"points", points.count}}));
    CHECK(whole(placed, "total") == total.count);
    const auto step = [&](const char* name) {
        employee_->post("orders/step", Json::object({{"order", whole(placed, "id")}, {"step", name}}));
    };
    for (const auto* name : {"accepted", "ready"}) {
        step(name);
        expect_message(who, std::string("order_") + name);
        CHECK(shop_.messages(expected_messages()).size() == expected_messages());
    }
    step("handed_over");
    const auto history = page.get("history");
    Books::Sale sale{clock_, who, "", total, points};
    sale.operation = whole(history.find("rows")->items()->at(0), "id");
    sold(sale);
}

void Month::rate_what_was_asked() {
    for (const auto which : std::exchange(asked_today_, {})) {
        const auto& sale = books_.sales()[which];
        auto& customer = customers_[sale.person];
        if (sale.refunded() || below(2) == 0) continue;
        const auto stars = static_cast<int>(1 + below(5));
        if (customer.way == Way::telegram) {
            shop_.bot().press(customer.chat,
                              "rate:" + std::to_string(sale.operation) + ":" + std::to_string(stars));
            ++presses_;
            CHECK(shop_.bot().wait_for(0, presses_).size() == presses_);
            ++messages_["telegram/reply"];
            books_.rate(which, stars, false, clock_);
            if (stars < content) answer_rating(which);
            continue;
        }
        const bool comment = below(2) == 0;
        auto rating = Json::object({{"operation", sale.operation}, {"stars", stars}});
        if (comment) rating.set("comment", "Thank you");
        customer.page->post("rate", rating);
        books_.rate(which, stars, comment, clock_);
        if (stars < content) answer_rating(which);
    }
}

void Month::answer_rating(std::size_t which) {
    const auto& sale = books_.sales()[which];
    owner_->post("ratings/answer", Json::object({{"operation", sale.operation}, {"text", "We are sorry."}}));
    answered_.insert(sale.operation);
    expect_message(sale.person, "rating_answered");
    CHECK(shop_.messages(expected_messages()).size() == expected_messages());
}

}  // namespace tillpoints::cloud::test
