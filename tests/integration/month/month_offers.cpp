#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "month.hpp"

/// What the shop does in its console: goods, campaigns and a draw.
namespace tillpoints::cloud::test {
namespace {

using namespace std::chrono_literals;

/// `--message-cap` of the shop, in seven days.
constexpr std::ptrdiff_t most_advertising = 2;

/// What a call shows, once it is in this state.
Json in_state(PageVisitor& visitor, const std::string& call, const std::string& state) {
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    auto shown = visitor.get(call);
    while (word(shown, "state") != state && std::chrono::steady_clock::now() < deadline)
        shown = visitor.get(call);
    CHECK(word(shown, "state") == state);
    return shown;
}

}  // namespace

void Month::open() {
    shop_.office("/branches", Json::object({{"name", "Main street"}}));
    for (const auto* cashier : {"kassa-1", "kassa-2", "kassa-3"})
        shop_.office("/cashiers",
                     Json::object({{"external_id", cashier}, {"name", cashier}, {"branch", "Main street"}}));
    owner_.emplace(shop_.sign_in("olga", "owner"));
    accountant_.emplace(shop_.sign_in("akim", "accountant"));
    employee_.emplace(shop_.sign_in("petya", "employee --cashier kassa-1"));
    const auto saved =
        owner_->post("goods/save", Json::object({{"name", "Headphones"}, {"price", Json::Number{"4000"}}}));
    goods_ = whole(saved, "id");
}

void Month::expect_message(std::size_t who, const std::string& template_name, bool advertising) {
    auto& customer = customers_[who];
    const bool by_bot = customer.way == Way::telegram;
    if (by_bot) {
        ++messages_["telegram/" + template_name];
        ++log_[customer.chat];
    }
    if (!by_bot || !advertising) ++messages_["app/" + template_name];
    if (advertising) customer.advertised.push_back(clock_);
}

std::size_t Month::expected_messages() const {
    std::size_t sum = 0;
    for (const auto& [kind, count] : messages_) sum += count;
    return sum;
}

bool Month::may_be_told(std::size_t who) const {
    const auto& told = customers_[who].advertised;
    const auto lately = std::count_if(told.begin(), told.end(),
                                      [&](Timestamp at) { return at > clock_ - std::chrono::days(7); });
    return customers_[who].consents && lately < most_advertising;
}

/// As the customer sees it: in the card, or in the chat.
bool Month::was_told(std::size_t who, const std::string& text) {
    auto& customer = customers_[who];
    std::ptrdiff_t times = 0;
    if (customer.way == Way::telegram) {
        for (const auto& sent : shop_.bot().sent_to(customer.chat)) times += sent.text == text ? 1 : 0;
    } else if (customer.page) {
        const auto messages = customer.page->get("messages");
        for (const auto& row : *messages.find("rows")->items()) times += word(row, "text") == text ? 1 : 0;
    }
    CHECK(times <= 1);
    return times > 0;
}

void Month::make_club() {
    for (std::size_t who = 0; who < customers_.size(); ++who) {
        if (!customers_[who].consents) continue;
        customers_[who].club = true;
        owner_->post("customers/tags", Json::object({{"participant", books_.person(who).id},
                                                     {"tags", Json(Json::Array{"club"})}}));
    }
}

/// At night, so that the bot is silent until nine.
void Month::campaign(const std::string& text, int held_out, Points points) {
    go_to(21h + 30min);
    const auto segment = Json::object({{"tag", "club"}});
    Campaign campaign{0, text, clock_, {}, {}, held_out > 0};
    for (std::size_t who = 0; who < customers_.size(); ++who)
        if (customers_[who].club) campaign.members.insert(who);
    const auto counted = owner_->post("segments/count", Json::object({{"segment", segment}}));
    CHECK(whole(counted, "members") == std::ssize(campaign.members));
    CHECK(whole(counted, "advertised") == std::ssize(campaign.members));
    const auto log_before = shop_.bot().sent().size();
    const auto started = owner_->post("campaigns/start",
                                      Json::object({{"name", text},
                                                    {"message", text},
                                                    {"points", Json::Number{to_text(points)}},
                                                    {"segment", segment},
                                                    {"held_out", held_out},
                                                    {"key", "month-" + std::to_string(campaigns_.size())}}));
    campaign.id = whole(started, "campaign");
    in_state(*owner_, "campaigns/show?campaign=" + std::to_string(campaign.id), "done");
    CHECK(shop_.bot().sent().size() == log_before);
    if (held_out == 0)
        for (const auto who : campaign.members)
            if (may_be_told(who)) {
                campaign.told.insert(who);
                expect_message(who, "campaign", true);
            }
    campaigns_.push_back(std::move(campaign));
}

/// Who is held out is the cloud's chance; that somebody was addressed is seen by the message, and then there
/// are points.
void Month::morning_after(Campaign& campaign, Points points) {
    const auto morning = clock_;
    shop_.messages(0);
    std::set<std::size_t> seen;
    for (std::size_t who = 0; who < customers_.size(); ++who)
        if (was_told(who, campaign.text)) seen.insert(who);
    clock_ = campaign.begun;
    if (campaign.has_control_group) {
        for (const auto who : seen) {
            CHECK(campaign.members.contains(who));
            campaign.told.insert(who);
            expect_message(who, "campaign", true);
            books_.give(who, "campaign", points, clock_);
        }
        CHECK_FALSE(seen.empty());
    }
    clock_ = morning;
    CHECK(seen == campaign.told);
}

void Month::draw() {
    go_to(19h + 30min);
    DrawnPrizes drawn{0, {}, {}, {}, "You have won three hundred points."};
    for (std::size_t who = 0; who < customers_.size(); ++who)
        if (books_.people()[who].member && books_.has_bought(who)) drawn.participants.insert(who);
    const auto segment = Json::object({{"bought", true}});
    CHECK(whole(owner_->post("draws/count", Json::object({{"segment", segment}})), "participants") ==
          std::ssize(drawn.participants));
    const auto arranged = owner_->post("draws/arrange", Json::object({{"name", "Spring"},
                                                                      {"winners", 3},
                                                                      {"segment", segment},
                                                                      {"prize", "points"},
                                                                      {"points", 300},
                                                                      {"message", drawn.text},
                                                                      {"key", "month-draw"}}));
    drawn.id = whole(arranged, "draw");
    drawn.commitment = word(arranged, "commitment");
    owner_->post("draws/draw", Json::object({{"draw", drawn.id}}));
    const auto call = "draws/show?draw=" + std::to_string(drawn.id);
    in_state(*owner_, call, "drawn");
    const auto file = shop_.folder() + "/draw.json";
    std::ofstream(file) << owner_->file("draws/file?draw=" + std::to_string(drawn.id) + "&kind=json");
    const auto verified = run_program({"draw", "verify", file, "--commitment", drawn.commitment, "--json"});
    INFO(verified.output);
    REQUIRE(verified.status == 0);
    const auto counted = parse_json(verified.output).value();
    CHECK(whole(counted, "participants") == std::ssize(drawn.participants));
    for (const auto& number : *counted.find("winners")->items())
        for (const auto who : drawn.participants)
            if (std::to_string(books_.people()[who].id) == number.number()->digits) {
                drawn.winners.insert(who);
                books_.give(who, "campaign", Points(300'00), clock_);
                if (may_be_told(who)) expect_message(who, "campaign", true);
            }
    CHECK(drawn.winners.size() == 3);
    CHECK(shop_.messages(expected_messages()).size() == expected_messages());
    drawn_ = std::move(drawn);
}

}  // namespace tillpoints::cloud::test
