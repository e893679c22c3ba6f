#include "cloud/backoffice/campaign_calls.hpp"

#include <algorithm>

#include "cloud/ledger/transfers.hpp"
#include "cloud/programme/tiers.hpp"
#include "cloud/service/catch_up.hpp"

namespace tillpoints::cloud {
namespace {

/// Which members a campaign speaks to; every condition that is given holds.
struct Segment {
    std::optional<std::string> tier;
    std::optional<std::string> source;
    std::optional<std::string> tag;
    std::optional<bool> bought;
    std::optional<std::chrono::days> silent;  ///< so long since the last unrefunded purchase
};

Segment read_segment(std::optional<Reader> in) {
    Segment segment;
    if (!in) return segment;
    in->refuse_unknown({"tier", "source", "tag", "bought", "silent_days"});
    segment.tier = in->maybe_text("tier", 64);
    segment.source = in->maybe_text("source", 32);
    segment.tag = in->maybe_text("tag", 64);
    segment.bought = in->maybe_flag("bought");
    if (const auto days = in->maybe_integer("silent_days", 1, 3650))
        segment.silent = std::chrono::days(*days);
    return segment;
}

bool has_tag(Desk& desk, ParticipantId customer, const std::string& name) {
    const auto tags = desk.books.tags_of(customer);
    return std::any_of(tags.begin(), tags.end(), [&](const loyalty::Tag& tag) { return tag.name == name; });
}

bool belongs(Desk& desk, const CustomerRecord& customer, const Segment& segment) {
    if (!customer.uid || customer.blocked) return false;
    if (segment.source && customer.source != segment.source) return false;
    if (segment.tag && !has_tag(desk, customer.id, *segment.tag)) return false;
    if (!segment.tier && !segment.bought && !segment.silent) return true;
    const auto standing = desk.books.standing(customer.id);
    const auto& tier = tier_for(desk.programme, standing.cash_spent, standing.effective_invited);
    if (segment.tier && tier.name != *segment.tier) return false;
    if (segment.bought && *segment.bought != standing.last_purchase.has_value()) return false;
    return !segment.silent ||
           (standing.last_purchase && *standing.last_purchase + *segment.silent <= desk.now);
}

std::vector<CustomerRecord> members_of(Desk& desk, const Segment& segment) {
    std::vector<CustomerRecord> members;
    CustomerRange range{1000, 0, {}};
    for (auto page = desk.books.customers(range); !page.empty(); page = desk.books.customers(range)) {
        for (const auto& customer : page)
            if (belongs(desk, customer, segment)) members.push_back(customer);
        range.after = page.back().id;
    }
    return members;
}

/// A prize draw: so many of them, each with the same chance.
void draw(Desk& desk, std::vector<CustomerRecord>& members, std::size_t winners) {
    for (std::size_t i = 0; i < std::min(winners, members.size()); ++i)
        std::swap(members[i], members[i + desk.randomness() % (members.size() - i)]);
    members.resize(std::min(winners, members.size()));
}

void give(Desk& desk, const CustomerRecord& customer, Points points) {
    // Expired points go before new ones come, as whenever a customer turns up.
    catch_up(desk, customer);
    for (const auto& transfer : transfers_of_campaign(customer.id, points))
        desk.books.post(transfer, desk.now);
}

Json json(const SourceRecord& source) {
    return Json::object(
        {{"promo_code", source.promo_code}, {"name", source.name}, {"platform", source.platform}});
}

Json json(const CampaignRecord& campaign) {
    return Json::object({{"id", campaign.id},
                         {"created", to_text(campaign.created)},
                         {"name", campaign.name},
                         {"message", campaign.message},
                         {"promo_code", campaign.promo_code ? Json(*campaign.promo_code) : Json()},
                         {"points", decimal(campaign.points)},
                         {"segment", parse_json(campaign.segment).value()},
                         {"reached", campaign.reached}});
}

}  // namespace

HttpAnswer set_source(Desk& desk, Reader in) {
    const SourceRecord source{in.text("promo_code", 32), in.text("name", 64), in.flag("platform", false)};
    if (!in.problems().empty()) return office_refusal(400, in.problems());
    if (source.promo_code == desk.programme.promo_code)
        return office_refusal(
            Problem{Errc::duplicate, "promo_code", "not the company's own", source.promo_code});
    desk.books.set_source(source);
    return office_answer(200, json(source));
}

HttpAnswer list_sources(Desk& desk, Reader) {
    Json rows = Json::array();
    for (const auto& source : desk.books.sources()) rows.push(json(source));
    return office_answer(200, rows);
}

HttpAnswer run_campaign(Desk& desk, Reader in) {
    CampaignRecord campaign;
    campaign.created = desk.now;
    campaign.name = in.text("name", 64);
    campaign.message = in.maybe_text("message", 4096).value_or("");
    campaign.promo_code = in.maybe_text("promo_code", 32);
    campaign.points = in.maybe_points("points").value_or(Points());
    if (campaign.points < Points()) in.fail("points", Errc::out_of_range, "a number from 0");
    const auto* asked = in.raw("segment");
    campaign.segment = asked && asked->members() ? dump(*asked) : "{}";
    const auto segment = read_segment(in.maybe_object("segment"));
    const auto winners = in.maybe_integer("winners", 1, 10'000);
    if (!in.problems().empty()) return office_refusal(400, in.problems());
    if (campaign.promo_code == desk.programme.promo_code ||
        (campaign.promo_code && desk.books.source(*campaign.promo_code)))
        return office_refusal(Problem{Errc::duplicate, "promo_code", "one of its own", *campaign.promo_code});
    if (campaign.promo_code) desk.books.set_source({*campaign.promo_code, campaign.name, false});
    auto members = members_of(desk, segment);
    if (winners) draw(desk, members, static_cast<std::size_t>(*winners));
    for (const auto& member : members) give(desk, member, campaign.points);
    campaign.reached = std::ssize(members);
    campaign.id = desk.books.add_campaign(campaign);
    auto answer = json(campaign);
    if (winners) {
        Json drawn = Json::array();
        for (const auto& member : members) drawn.push(member.uid->text);
        answer.set("winners", std::move(drawn));
    }
    return office_answer(200, answer);
}

HttpAnswer list_campaigns(Desk& desk, Reader) {
    Json rows = Json::array();
    for (const auto& campaign : desk.books.campaigns()) rows.push(json(campaign));
    return office_answer(200, rows);
}

}  // namespace tillpoints::cloud
