#include "cloud/backoffice/campaign_calls.hpp"

#include <algorithm>

#include "cloud/campaigns/run_campaigns.hpp"
#include "cloud/campaigns/segment.hpp"

namespace tillpoints::cloud {
namespace {

std::vector<CustomerRecord> members_of(RequestContext& context, const Segment& segment) {
    std::vector<CustomerRecord> members;
    CustomerRange range{1000, 0, {}};
    for (auto page = context.db.customers.page(range); !page.empty();
         page = context.db.customers.page(range)) {
        for (const auto& customer : page)
            if (belongs(context, customer, segment)) members.push_back(customer);
        range.after = page.back().id;
    }
    return members;
}

/// A prize draw: so many of the members remain, each with the same chance.
void draw(RequestContext& context, std::vector<CustomerRecord>& members, std::size_t winners) {
    for (std::size_t i = 0; i < std::min(winners, members.size()); ++i)
        std::swap(members[i], members[i + context.randomness() % (members.size() - i)]);
    members.resize(std::min(winners, members.size()));
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
                         {"segment", shown_conditions(campaign.segment)},
                         {"selected", campaign.selected},
                         {"reached", campaign.reached}});
}

}  // namespace

HttpAnswer set_source(RequestContext& context, Reader in) {
    const SourceRecord source{in.text("promo_code", 32), in.text("name", 64), in.flag("platform", false)};
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    if (source.promo_code == context.programme.promo_code)
        return backoffice_refusal(
            Problem{Errc::duplicate, "promo_code", "not the company's own", source.promo_code});
    context.db.backoffice.set_source(source);
    return backoffice_answer(200, json(source));
}

HttpAnswer list_sources(RequestContext& context, Reader) {
    Json rows = Json::array();
    for (const auto& source : context.db.backoffice.sources()) rows.push(json(source));
    return backoffice_answer(200, rows);
}

HttpAnswer run_campaign(RequestContext& context, Reader in) {
    CampaignRecord campaign;
    campaign.created = campaign.begins = context.now;
    campaign.name = in.text("name", 64);
    campaign.message = in.maybe_text("message", 4096).value_or("");
    campaign.promo_code = in.maybe_text("promo_code", 32);
    campaign.points = in.maybe_points("points").value_or(Points());
    if (campaign.points < Points()) in.fail("points", Errc::out_of_range, "a number from 0");
    const auto* asked = in.raw("segment");
    campaign.segment = asked && asked->members() ? dump(*asked) : "{}";
    const auto segment = read_segment(in.maybe_object("segment"));
    const auto winners = in.maybe_integer("winners", 1, 10'000);
    if (!in.problems().empty()) return backoffice_refusal(400, in.problems());
    if (campaign.promo_code == context.programme.promo_code ||
        (campaign.promo_code && context.db.backoffice.find_source(*campaign.promo_code)))
        return backoffice_refusal(
            Problem{Errc::duplicate, "promo_code", "one of its own", *campaign.promo_code});
    // It changes many customers in one transaction, and would otherwise lock them in an order of its own.
    context.db.keep_customers();
    if (campaign.promo_code) context.db.backoffice.set_source({*campaign.promo_code, campaign.name, false});
    auto members = members_of(context, segment);
    if (winners) draw(context, members, static_cast<std::size_t>(*winners));
    for (const auto& member : members) give_campaign_points(context, member, campaign.points);
    campaign.selected = std::ssize(members);
    campaign.reached = campaign.points > Points() ? campaign.selected : 0;
    campaign.id = context.db.campaigns.add(campaign);
    auto answer = json(campaign);
    if (winners) {
        Json drawn = Json::array();
        for (const auto& member : members) drawn.push(member.uid->text);
        answer.set("winners", std::move(drawn));
    }
    return backoffice_answer(200, answer);
}

HttpAnswer list_campaigns(RequestContext& context, Reader) {
    Json rows = Json::array();
    for (const auto& campaign : context.db.campaigns.all()) rows.push(json(campaign));
    return backoffice_answer(200, rows);
}

}  // namespace tillpoints::cloud
