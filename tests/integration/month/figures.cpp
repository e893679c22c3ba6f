#include <algorithm>
#include <set>

#include "books.hpp"

/// What the test's books come to, line by line as report and accounting name their lines.
namespace tillpoints::cloud::test {
namespace {

constexpr std::int64_t one = 100;  ///< of what is counted, in hundredths

std::int64_t half_up(std::int64_t whole, std::int64_t parts) {
    return (2 * whole + parts) / (2 * parts);
}

Money net_total(const Books::Sale& sale) {
    auto left = sale.total;
    for (const auto& refund : sale.refunds) left -= refund.total;
    return left;
}

Points net_points(const Books::Sale& sale) {
    auto left = sale.points;
    for (const auto& refund : sale.refunds) left -= refund.points;
    return left;
}

Points net_award(const Books::Sale& sale) {
    auto left = sale.award;
    for (const auto& refund : sale.refunds) left -= refund.award;
    return left;
}

bool is_of_customers(const std::string& account) {
    return account.starts_with("customer/");
}

}  // namespace

Points Books::sum(const Span& span, const std::string& account, const std::string& cause) const {
    Points sum;
    for (const auto& move : movements_)
        if (span.holds(move.at) && move.account == account && (cause.empty() || move.cause == cause))
            sum += move.points;
    return sum;
}

std::size_t Books::generation(std::size_t person) const {
    return circles_above(person).size();
}

std::string Books::bucket(const Sale& sale) const {
    if (sale.certificate > Points()) return "certificates";
    const auto& buyer = people_[sale.person];
    if (buyer.inviter) return "referral";
    for (const auto& source : rules_.sources)
        if (source.promo_code == buyer.source) return source.name;
    return "without a source";
}

void Books::report_customers(Figures& out, const Span& span) const {
    std::set<std::size_t> buyers, newcomers;
    for (const auto& sale : sales_)
        if (span.holds(sale.at) && !sale.refunded()) buyers.insert(sale.person);
    out["customers/buyers"] = one * std::ssize(buyers);
    std::size_t depth = 0;
    for (const auto* line : {"customers/contacts", "customers/imported", "customers/members",
                             "referral/newcomers", "referral/bought"})
        out[line] = 0;
    for (std::size_t who = 0; who < people_.size(); ++who) {
        const auto& person = people_[who];
        if (person.known >= span.to) continue;
        out[person.imported ? "customers/imported" : "customers/contacts"] += one;
        if (person.member) out["customers/members"] += one;
        if (!person.inviter || !span.holds(person.known)) continue;
        out["referral/newcomers"] += one;
        if (buyers.contains(who)) out["referral/bought"] += one;
        depth = std::max(depth, generation(who));
    }
    out["referral/depth"] = one * static_cast<std::int64_t>(depth);
}

void Books::report_sales(Figures& out, const Span& span) const {
    std::map<std::string, std::set<std::size_t>> buyers;
    for (const auto& name : {std::string("certificates"), std::string("referral")})
        for (const auto* line : {"joined", "bought", "purchases", "revenue"})
            out["revenue/" + name + "/" + line] = 0;
    for (const auto* line : {"with_card", "by_phone", "turnover", "without_card", "without_card_turnover"})
        out[std::string("purchases/") + line] = 0;
    for (const auto& person : people_) {
        if (!person.member || !span.holds(person.known)) continue;
        Sale nothing;
        nothing.person = static_cast<std::size_t>(&person - people_.data());
        if (bucket(nothing) != "without a source") out["revenue/" + bucket(nothing) + "/joined"] += one;
    }
    Points redeemed;
    for (const auto& sale : sales_) {
        if (!span.holds(sale.at) || sale.refunded()) continue;
        out["purchases/with_card"] += one;
        if (sale.by_phone) out["purchases/by_phone"] += one;
        out["purchases/turnover"] += net_total(sale).count;
        redeemed += net_points(sale) + sale.certificate;
        const auto name = "revenue/" + bucket(sale);
        out[name + "/purchases"] += one;
        out[name + "/revenue"] += net_total(sale).count;
        buyers[name].insert(sale.person);
    }
    for (const auto& [name, who] : buyers) out[name + "/bought"] = one * std::ssize(who);
    for (const auto& receipt : receipts_) {
        if (!span.holds(receipt.at)) continue;
        out["purchases/without_card"] += one;
        out["purchases/without_card_turnover"] += receipt.total.count;
    }
    const auto turnover = out["purchases/turnover"];
    const auto count = out["purchases/with_card"] / one;
    if (count > 0) out["purchases/average"] = half_up(turnover, count);
    if (turnover > 0) out["purchases/actual_discount"] = half_up(redeemed.count * 10'000, turnover);
}

void Books::report_points(Figures& out, const Span& span) const {
    for (const auto* line : {"issued", "redeemed", "expired", "outstanding", "saved_on_cashback"})
        out[std::string("points/") + line] = 0;
    for (const auto& move : movements_) {
        if (!is_of_customers(move.account)) continue;
        if (move.at < span.to) out["points/outstanding"] += move.points.count;
        if (!span.holds(move.at)) continue;
        if (move.cause == "redemption" || move.cause == "redemption_returned")
            out["points/redeemed"] -= move.points.count;
        else if (move.cause == "expiry" || move.cause == "win_back_lapsed")
            out["points/expired"] -= move.points.count;
        else
            out["points/issued"] += move.points.count;
    }
    out["points/saved_on_cashback"] = out["points/issued"] - out["points/redeemed"];
    std::int64_t benefit = out["points/saved_on_cashback"];
    for (const auto& [line, figure] : out)
        if (line.ends_with("/revenue") && !line.starts_with("revenue/without a source")) benefit += figure;
    out["total_benefit"] = benefit;
}

void Books::report_gifts(Figures& out, const Span& span) const {
    for (const auto* line : {"certificates/issued", "certificates/used", "win_back/given", "win_back/points",
                             "win_back/returned", "win_back/revenue", "ratings/ratings", "ratings/reviews"})
        out[line] = 0;
    for (const auto& certificate : certificates_) {
        if (!span.holds(certificate.from)) continue;
        out["certificates/issued"] += one;
        if (certificate.used) out["certificates/used"] += one;
    }
    std::set<std::size_t> returned, counted;
    for (const auto& gift : gifts_) {
        if (!span.holds(gift.given)) continue;
        out["win_back/given"] += one;
        out["win_back/points"] += 1'000 * one;
        for (std::size_t at = 0; at < sales_.size(); ++at) {
            const auto& sale = sales_[at];
            if (sale.person != gift.person || sale.refunded() || !span.holds(sale.at)) continue;
            if (sale.at < gift.given || sale.at >= gift.until || !counted.insert(at).second) continue;
            returned.insert(sale.person);
            out["win_back/revenue"] += net_total(sale).count;
        }
    }
    out["win_back/returned"] = one * std::ssize(returned);
    for (const auto& rating : ratings_) {
        if (!span.holds(rating.at)) continue;
        out["ratings/ratings"] += one;
        if (rating.comment) out["ratings/reviews"] += one;
    }
}

void Books::report_staff(Figures& out, const Span& span) const {
    const auto line = [&](const std::string& cashier, const char* what) -> std::int64_t& {
        return out["staff/" + (cashier.empty() ? "unknown" : cashier) + "/" + what];
    };
    std::set<std::size_t> known;
    for (const auto& sale : sales_) {
        for (const auto& refund : sale.refunds) {
            if (!span.holds(refund.at)) continue;
            line(sale.cashier, "returns") += one;
            line(sale.cashier, "returned") += refund.total.count;
        }
        if (sale.refunded()) continue;
        const bool newcomer = known.insert(sale.person).second;
        if (!span.holds(sale.at)) continue;
        line(sale.cashier, "with_card") += one;
        line(sale.cashier, "card_turnover") += net_total(sale).count;
        line(sale.cashier, "redeemed") += net_points(sale).count;
        line(sale.cashier, "awarded") += net_award(sale).count;
        if (newcomer) line(sale.cashier, "newcomers") += one;
    }
    for (const auto& receipt : receipts_)
        if (span.holds(receipt.at)) line(receipt.cashier, "without_card") += one;
    for (const auto& rating : ratings_)
        if (span.holds(rating.at)) line(sales_[rating.sale].cashier, "ratings") += one;
    for (const auto& move : movements_)
        if (span.holds(move.at) && move.account.starts_with("staff/"))
            line(move.account.substr(6), "owed") += move.points.count;
}

Figures Books::report(const Span& span) const {
    Figures out;
    report_customers(out, span);
    report_sales(out, span);
    report_points(out, span);
    report_gifts(out, span);
    report_staff(out, span);
    return out;
}

Figures Books::accounting(const Span& span) const {
    Figures out;
    for (const auto* kind : {"sales", "refunds"})
        for (const auto* line : {"count", "total", "cash", "redeemed", "awarded", "certificate"})
            out[std::string(kind) + "/" + line] = 0;
    for (const auto& sale : sales_) {
        if (span.holds(sale.at)) {
            out["sales/count"] += one;
            out["sales/total"] += sale.total.count;
            out["sales/cash"] += sale.cash().count;
            out["sales/redeemed"] += sale.points.count;
            out["sales/awarded"] += sale.award.count;
            out["sales/certificate"] += sale.certificate.count;
        }
        for (const auto& refund : sale.refunds) {
            if (!span.holds(refund.at)) continue;
            out["refunds/count"] += one;
            out["refunds/total"] -= refund.total.count;
            out["refunds/cash"] -= refund.cash.count;
            out["refunds/redeemed"] -= refund.points.count;
            out["refunds/awarded"] -= refund.award.count;
        }
    }
    for (const auto* account : {"customers", "certificates"})
        for (const auto* line : {"opening", "closing", "redeemed", "expired", "withdrawn", "awarded"})
            out["liabilities/" + std::string(account) + "/" + line] = 0;
    for (const auto& move : movements_) {
        const bool customers = is_of_customers(move.account);
        if (!customers && move.account != "certificates") continue;
        const auto name = std::string("liabilities/") + (customers ? "customers" : "certificates");
        if (move.at < span.from) out[name + "/opening"] += move.points.count;
        if (move.at < span.to) out[name + "/closing"] += move.points.count;
        if (!span.holds(move.at)) continue;
        const auto& cause = move.cause;
        const bool redeemed = cause.starts_with("redemption") || cause == "certificate_redemption";
        const bool expired = cause == "expiry" || cause.ends_with("_lapsed");
        out[name + (redeemed                        ? "/redeemed"
                    : expired                       ? "/expired"
                    : cause.ends_with("_withdrawn") ? "/withdrawn"
                                                    : "/awarded")] += move.points.count;
    }
    return out;
}

Figures Books::ledger() const {
    Figures out;
    for (const auto& move : movements_) {
        auto account = move.account;
        if (is_of_customers(account)) {
            const auto& person = people_[std::stoul(account.substr(9))];
            account = "customer/" + std::to_string(person.id);
        }
        out[account + "/" + move.cause] += move.points.count;
    }
    return out;
}

}  // namespace tillpoints::cloud::test
