#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "month.hpp"
#include "protocol/decimal.hpp"

/// What the cloud says in each of its places, beside the test's books.
namespace tillpoints::cloud::test {
namespace {

constexpr std::size_t page_of_ratings = 50;
constexpr std::int64_t first_number = 1'100'000'000'000;

/// What stands at "revenue/Instagram/joined": members by name, items of a list by any text of theirs.
const Json* at_path(const Json& json, const std::string& path) {
    const auto* at = &json;
    std::istringstream parts(path);
    for (std::string part; at && std::getline(parts, part, '/');) {
        const Json* next = at->find(part);
        if (const auto* items = at->items())
            for (const auto& item : *items)
                for (const auto& [name, value] : *item.members())
                    if (value.string() && *value.string() == part) next = &item;
        at = next;
    }
    return at;
}

/// The differences, line by line, so that all of them are seen at once.
std::vector<std::string> differences(const Figures& expected, const Json& shown) {
    std::vector<std::string> out;
    for (const auto& [path, figure] : expected) {
        const auto* found = at_path(shown, path);
        const auto* number = found ? found->number() : nullptr;
        const auto value = number ? parse_decimal(number->digits, 2, Rounding::exact) : std::nullopt;
        // An employee or account that nothing happened to may be left out.
        if (value == figure || (!found && figure == 0)) continue;
        out.push_back(path + ": " + format_decimal(figure, 2) + " in the test's books, " +
                      (number ? number->digits : "nothing") + " shown");
    }
    return out;
}

const std::vector<std::string> none;

std::int64_t hundredths(const std::string& amount) {
    std::string text;
    for (const auto letter : amount)
        if (letter != '\r') text += letter == ',' ? '.' : letter;
    return parse_decimal(text, 2, Rounding::exact).value_or(INT64_MIN);
}

/// The cells of a CSV file; none of those that are compared has a quote or a semicolon within.
std::vector<std::vector<std::string>> cells_of(const std::string& csv) {
    std::vector<std::vector<std::string>> out;
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) {
        out.emplace_back();
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ';');) out.back().push_back(cell);
    }
    return out;
}

std::size_t times_in(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

void Month::compare() {
    compare_reports();
    compare_accounting();
    compare_ledger();
    compare_campaigns();
    compare_ratings();
    compare_messages();
    const auto audit = shop_.run({"audit"});
    INFO(audit.output);
    CHECK(audit.status == 0);
    CHECK(audit.output.find("as they were closed") != std::string::npos);
    CHECK(shop_.stop() == 0);
}

void Month::compare_reports() {
    const auto march_only = books_.report({march(1), march(32)});
    const auto always = books_.report({Timestamp(), clock_ + std::chrono::hours(1)});
    CHECK(differences(march_only, *owner_->get("report?month=2031-03").find("report")) == none);
    CHECK(differences(always, *owner_->get("report").find("report")) == none);
    CHECK(differences(march_only,
                      shop_.office("/report?from=2031-03-01T00:00:00Z&to=2031-04-01T00:00:00Z")) == none);
    const auto printed = shop_.run(
        {"report", "--from", "2031-03-01", "--to", "2031-04-01", "--programme", shop_.programme(), "--json"});
    INFO(printed.output);
    REQUIRE(printed.status == 0);
    CHECK(differences(march_only, parse_json(printed.output).value()) == none);

    Figures staff;
    for (const auto& [path, figure] : march_only)
        if (path.starts_with("staff/kassa-") && !path.ends_with("/ratings")) staff[path] = figure;
    CHECK(differences(staff, owner_->get("staff?month=2031-03")) == none);
    Figures sources;
    for (const auto& [path, figure] : always)
        for (const auto& source : rules_.sources)
            if (path.starts_with("revenue/" + source.name + "/"))
                sources["sources/" + path.substr(path.find('/') + 1)] = figure;
    CHECK(differences(sources, owner_->get("sources")) == none);
}

void Month::compare_accounting() {
    const Span by_clock{march(1) - rules_.utc_offset, march(32) - rules_.utc_offset};
    const auto expected = books_.accounting(by_clock);
    CHECK(differences(expected, *accountant_->get("accounting?month=2031-03").find("figures")) == none);
    const auto first = std::chrono::year_month_day(first_day_);
    for (auto month = first.year() / first.month(); month <= std::chrono::year(2031) / 3;
         month += std::chrono::months(1))
        accountant_->post("accounting/close",
                          Json::object({{"month", to_text(std::chrono::sys_days(month / 1)).substr(0, 7)}}));

    const auto file = [&](const std::string& kind) {
        return accountant_->file("accounting/file?month=2031-03&kind=" + kind);
    };
    const auto operations = cells_of(file("operations"));
    Figures sums;
    for (const auto& cells : operations) {
        if (cells.size() != 14 || cells[2] == "kind") continue;
        const auto kind = cells[2] == "sale" ? std::string("sales") : std::string("refunds");
        sums[kind + "/count"] += 100;
        sums[kind + "/total"] += hundredths(cells[9]);
        sums[kind + "/cash"] += hundredths(cells[10]);
        sums[kind + "/redeemed"] += hundredths(cells[11]);
        sums[kind + "/awarded"] += hundredths(cells[12]);
        sums[kind + "/certificate"] += hundredths(cells[13]);
    }
    const auto liabilities = cells_of(file("liabilities"));
    for (const auto& cells : liabilities)
        if (cells[0] == "customers" || cells[0] == "certificates")
            for (std::size_t at = 1; at < cells.size(); ++at) {
                auto name = liabilities[0][at];
                if (name.ends_with('\r')) name.pop_back();
                sums["liabilities/" + cells[0] + "/" + name] = hundredths(cells[at]);
            }
    for (const auto& [path, figure] : expected) {
        INFO(path);
        CHECK(sums[path] == figure);
    }
    const auto xml = file("commerceml");
    CHECK(times_in(xml, "<ХозОперация>Отпуск товара</ХозОперация>") * 100 ==
          static_cast<std::size_t>(expected.at("sales/count")));
    CHECK(times_in(xml, "<ХозОперация>Возврат товара</ХозОперация>") * 100 ==
          static_cast<std::size_t>(expected.at("refunds/count")));
    const auto report = books_.report(by_clock);
    for (const auto& cells : cells_of(file("staff")))
        if (cells.size() == 6 && cells[0].starts_with("\"kassa-")) {
            const auto name = cells[0].substr(1, cells[0].size() - 2);
            INFO(name);
            const auto owed = report.find("staff/" + name + "/owed");
            CHECK(hundredths(cells[5]) == (owed == report.end() ? 0 : owed->second));
        }
}

/// Every account of a customer, by every cause; certificates and employees by cause.
void Month::compare_ledger() {
    const auto ledger = shop_.office("/ledger");
    CHECK(*ledger.find("balanced")->boolean());
    std::map<std::string, std::string> cashiers;
    const auto known = shop_.office("/cashiers");
    for (const auto& one : *known.items())
        cashiers[one.find("id")->number()->digits] = word(one, "external_id");
    Figures posted;
    for (const auto& posting : *ledger.find("postings")->items()) {
        auto account = word(posting, "account");
        if (account.starts_with("customer/"))
            account = "customer/" + std::to_string(first_number + std::stoll(account.substr(9)));
        else if (account.starts_with("certificate/"))
            account = "certificates";
        else if (account.starts_with("staff/"))
            account = "staff/" + cashiers[account.substr(6)];
        else
            continue;
        posted[account + "/" + word(posting, "cause")] +=
            hundredths(posting.find("points")->number()->digits);
    }
    CHECK(posted == books_.ledger());
}

void Month::compare_campaigns() {
    for (const auto& campaign : campaigns_) {
        INFO(campaign.text);
        const auto shown = owner_->get("campaigns/show?campaign=" + std::to_string(campaign.id));
        Figures expected;
        const auto group = [&](const std::string& name, bool addressed) {
            std::set<std::size_t> buyers;
            for (const auto* line : {"members", "told", "buyers", "purchases", "turnover"})
                expected[name + "/" + line] = 0;
            const auto belongs = [&](std::size_t who) {
                return campaign.members.contains(who) &&
                       (!campaign.has_control_group || campaign.told.contains(who)) == addressed;
            };
            for (const auto who : campaign.members)
                if (belongs(who)) expected[name + "/members"] += 100;
            if (addressed) expected[name + "/told"] = 100 * std::ssize(campaign.told);
            for (const auto& sale : books_.sales()) {
                if (!belongs(sale.person) || sale.at < campaign.begun || sale.refunded()) continue;
                buyers.insert(sale.person);
                expected[name + "/purchases"] += 100;
                expected[name + "/turnover"] += sale.cash().count;
                for (const auto& refund : sale.refunds) expected[name + "/turnover"] -= refund.cash.count;
            }
            expected[name + "/buyers"] = 100 * std::ssize(buyers);
        };
        group("addressed", true);
        group("compared", false);
        CHECK(differences(expected, shown) == none);
        std::int64_t reached = 0;
        for (const auto who : campaign.told) reached += was_told(who, campaign.text) ? 1 : 0;
        CHECK(reached == std::ssize(campaign.told));
        CHECK(whole(shown, "delivered") + whole(shown, "read") == reached);
        CHECK(whole(shown, "failed") == 0);
    }
    const auto shown = owner_->get("draws/show?draw=" + std::to_string(drawn_->id));
    const auto& winners = *shown.find("drawn_winners")->items();
    CHECK(winners.size() == drawn_->winners.size());
    for (const auto& winner : winners) {
        std::size_t who = 0;
        while (books_.people()[who].id != whole(winner, "participant")) ++who;
        CHECK(drawn_->winners.contains(who));
        CHECK(word(winner, "state") == "given");
        CHECK(*winner.find("told")->boolean() == was_told(who, drawn_->text));
    }
}

/// The console lists every rating once, and as unanswered those that nobody answered.
void Month::compare_ratings() {
    const auto listed = [&](const std::string& more) {
        std::multiset<std::int64_t> out;
        for (std::size_t size = page_of_ratings; size == page_of_ratings;) {
            const auto page = owner_->get("ratings?offset=" + std::to_string(out.size()) + more);
            size = page.find("ratings")->items()->size();
            for (const auto& row : *page.find("ratings")->items())
                out.insert(whole(*row.find("operation"), "id"));
        }
        return out;
    };
    std::multiset<std::int64_t> all, unanswered;
    for (const auto& rating : books_.ratings()) {
        const auto operation = books_.sales()[rating.sale].operation;
        all.insert(operation);
        if (!answered_.contains(operation)) unanswered.insert(operation);
    }
    CHECK(listed("") == all);
    CHECK(listed("&unanswered=1") == unanswered);
    CHECK_FALSE(answered_.empty());
}

/// The outbox has what was expected, and the Bot API got each message of its channel once.
void Month::compare_messages() {
    const auto rows = shop_.messages(expected_messages());
    std::map<std::string, std::size_t> queued;
    std::multiset<std::string> by_bot, logged;
    for (const auto& row : rows) {
        ++queued[word(row, "channel") + "/" + word(row, "template")];
        if (word(row, "channel") != "telegram") continue;
        CHECK(word(row, "state") == "delivered");
        by_bot.insert(word(row, "text"));
    }
    CHECK(queued == messages_);
    for (const auto& sent : shop_.bot().sent())
        if (sent.method != "answerCallbackQuery") logged.insert(sent.text);
    for (const auto& press : shop_.bot().sent_to(0)) logged.insert(press.text);
    CHECK(logged == by_bot);
    std::size_t sum = presses_;
    for (const auto& [chat, count] : log_) {
        INFO(chat);
        CHECK(shop_.bot().sent_to(chat).size() == count);
        sum += count;
    }
    CHECK(shop_.bot().sent().size() == sum);
}

}  // namespace tillpoints::cloud::test
