#include "cloud/console/campaign_calls.hpp"

#include <algorithm>

#include "cloud/campaigns/segment.hpp"
#include "cloud/console/message_texts.hpp"
#include "cloud/messages/queue_message.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int customers_a_call = 2'000;
/// So long after its beginning purchases are ascribed to a campaign.
constexpr std::chrono::days outcome_lasts{30};
/// Of a certificate.
constexpr std::chrono::days longest_offer{366};

std::string_view word_of(CampaignState state) {
    switch (state) {
        case CampaignState::running:
            return "running";
        case CampaignState::stopped:
            return "stopped";
        case CampaignState::done:
            return "done";
    }
    return "done";
}

/// How much of the list of customers it has gone through, in percent.
std::int64_t progress_of(const CampaignRecord& campaign) {
    if (campaign.state == CampaignState::done || campaign.newest.value == 0) return 100;
    return std::min<std::int64_t>(100, campaign.upto.value * 100 / campaign.newest.value);
}

Json offer_json(const std::optional<CertificateOffer>& offer) {
    if (!offer) return {};
    return Json::object(
        {{"points", decimal_of(offer->points)}, {"from", to_text(offer->from)}, {"to", to_text(offer->to)}});
}

Json campaign_json(const CampaignRecord& campaign) {
    Json texts = Json::object();
    for (const auto& [language, text] : campaign.texts) texts.set(language, text);
    return Json::object({{"campaign", campaign.id},
                         {"created", to_text(campaign.created)},
                         {"begins", to_text(campaign.begins)},
                         {"state", word_of(campaign.state)},
                         {"progress", progress_of(campaign)},
                         {"name", campaign.name},
                         {"message", campaign.message},
                         {"texts", std::move(texts)},
                         {"promo_code", campaign.promo_code ? Json(*campaign.promo_code) : Json()},
                         {"points", decimal_of(campaign.points)},
                         {"certificate", offer_json(campaign.certificate)},
                         {"segment", shown_conditions(campaign.segment)},
                         {"held_out", campaign.held_out},
                         {"selected", campaign.selected}});
}

Json group_json(const CampaignGroup& group) {
    return Json::object({{"members", group.members},
                         {"told", group.told},
                         {"buyers", group.buyers},
                         {"purchases", group.purchases},
                         {"turnover", decimal_of(group.turnover)}});
}

std::optional<CertificateOffer> offer_in(Reader& in) {
    auto given = in.maybe_object("certificate");
    if (!given) return {};
    given->refuse_unknown({"points", "from", "to"});
    const CertificateOffer offer{given->points("points"), given->time("from"), given->time("to")};
    if (!in.problems().empty()) return {};
    if (offer.points <= Points()) given->fail("points", Errc::out_of_range, "a number above 0");
    if (offer.to <= offer.from || offer.to > offer.from + longest_offer)
        given->fail("to", Errc::out_of_range, "a moment after from, within a year");
    return offer;
}

CampaignRecord campaign_in(ConsoleCall& call, Reader& in) {
    CampaignRecord campaign;
    campaign.created = call.context.now;
    campaign.name = in.text("name", 64);
    campaign.message = in.maybe_text("message", longest_message).value_or("");
    campaign.texts = message_texts_in(in);
    campaign.promo_code = in.maybe_text("promo_code", 32);
    campaign.points = in.maybe_points("points").value_or(Points());
    campaign.certificate = offer_in(in);
    const auto* asked = in.raw("segment");
    campaign.segment = asked && asked->members() ? dump(*asked) : "{}";
    read_segment(in.maybe_object("segment"));
    campaign.held_out = in.maybe_integer("held_out", 0, 90).value_or(0);
    campaign.begins = std::max(in.maybe_time("begins").value_or(campaign.created), campaign.created);
    campaign.key = in.text("key", 64);
    campaign.by = call.caller.person.id;
    campaign.state = CampaignState::running;
    if (!in.problems().empty()) return campaign;
    if (campaign.points < Points() || campaign.points > Points(1'000'000'00))
        in.fail("points", Errc::out_of_range, "0 to 1000000");
    if (campaign.promo_code && campaign.promo_code->empty())
        in.fail("promo_code", Errc::missing_field, "a code, or no member at all");
    if (campaign.name.empty()) in.fail("name", Errc::missing_field, "what people of the company call it");
    if (campaign.key->empty())
        in.fail("key", Errc::missing_field, "drawn by the page, one for each campaign");
    if (campaign.message.empty() && campaign.points == Points() && !campaign.certificate)
        in.fail("message", Errc::missing_field, "a message, points, or a certificate");
    if (campaign.certificate && campaign.certificate->to <= campaign.begins)
        in.fail("certificate.to", Errc::out_of_range, "a moment after the campaign begins");
    return campaign;
}

bool is_same(const CampaignRecord& earlier, const CampaignRecord& campaign) {
    return earlier.name == campaign.name && earlier.message == campaign.message &&
           earlier.texts == campaign.texts && earlier.points == campaign.points &&
           earlier.segment == campaign.segment && earlier.held_out == campaign.held_out &&
           earlier.promo_code == campaign.promo_code && earlier.certificate == campaign.certificate;
}

std::string subject_of(const CampaignRecord& campaign) {
    return "campaign/" + std::to_string(campaign.id);
}

HttpAnswer no_such_campaign() {
    return console_refusal({Problem{Errc::not_found, "campaign", "one that was made", {}}});
}

}  // namespace

HttpAnswer count_segment(ConsoleCall& call, Reader in) {
    const auto segment = read_segment(in.maybe_object("segment"));
    const auto after = in.maybe_integer("after", 0, INT64_MAX).value_or(0);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto& context = call.context;
    const auto page = context.db.customers.page({customers_a_call, 0, ParticipantId{after}});
    std::int64_t members = 0;
    std::int64_t advertised = 0;
    for (const auto& customer : page) {
        if (!belongs(context, customer, segment)) continue;
        ++members;
        advertised += may_be_advertised(context, call.rules.messages, customer) ? 1 : 0;
    }
    const bool more = page.size() == static_cast<std::size_t>(customers_a_call);
    return console_answer(200, Json::object({{"members", members},
                                             {"advertised", advertised},
                                             {"looked_at", std::ssize(page)},
                                             {"after", more ? Json(page.back().id.value) : Json()},
                                             {"newest", context.db.customers.newest().value}}));
}

HttpAnswer list_segment_branches(ConsoleCall& call, Reader) {
    Json branches = Json::array();
    for (const auto& branch : call.context.db.staff.branches()) branches.push(named_json(branch));
    // Without what they brought, which takes a report.
    Json sources = Json::array();
    for (const auto& source : call.context.db.backoffice.sources())
        sources.push(Json::object({{"promo_code", source.promo_code}, {"name", source.name}}));
    return console_answer(200,
                          Json::object({{"branches", std::move(branches)}, {"sources", std::move(sources)}}));
}

HttpAnswer list_campaigns_of_console(ConsoleCall& call, Reader) {
    auto campaigns = call.context.db.campaigns.all();
    std::reverse(campaigns.begin(), campaigns.end());
    Json rows = Json::array();
    for (const auto& campaign : campaigns) rows.push(campaign_json(campaign));
    return console_answer(200, Json::object({{"campaigns", std::move(rows)}}));
}

HttpAnswer show_campaign(ConsoleCall& call, Reader in) {
    const auto id = whole_in(in, "campaign");
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto campaign = id ? call.context.db.campaigns.find(*id) : std::nullopt;
    if (!campaign) return no_such_campaign();
    const auto until = std::min(call.context.now, campaign->begins + outcome_lasts);
    const auto outcome = call.context.db.campaigns.outcome(campaign->id, campaign->begins,
                                                           until + std::chrono::milliseconds(1));
    auto json = campaign_json(*campaign);
    json.set("until", to_text(until))
        .set("addressed", group_json(outcome.addressed))
        .set("compared", group_json(outcome.held_out))
        .set("delivered", outcome.delivered)
        .set("read", outcome.read)
        .set("failed", outcome.failed);
    return console_answer(200, json);
}

HttpAnswer start_campaign(ConsoleCall& call, Reader in) {
    auto campaign = campaign_in(call, in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    const auto certificate = campaign.certificate ? campaign.certificate->points : Points();
    if (campaign.points + certificate > Points() && call.caller.person.role != Role::owner)
        return console_refusal(403, "owner_gives_points",
                               "Only an owner gives points and certificates by a campaign.");
    // A segment may be one customer, and points by hand need a second person from here on.
    if (campaign.points + certificate > call.rules.alone)
        return console_refusal(403, "points_above_limit",
                               "More points to a customer than a person may give alone.");
    auto& db = call.context.db;
    db.people.lock(*campaign.by);
    if (const auto earlier = db.campaigns.find_by_key(*campaign.by, *campaign.key)) {
        if (is_same(*earlier, campaign)) return console_answer(200, campaign_json(*earlier));
        return console_refusal(409, "key_reused", "Something else was sent with this key.");
    }
    if (campaign.promo_code) {
        if (*campaign.promo_code == call.context.programme.promo_code ||
            db.backoffice.find_source(*campaign.promo_code))
            return console_refusal(
                {Problem{Errc::duplicate, "promo_code", "one of its own", *campaign.promo_code}});
        db.backoffice.set_source({*campaign.promo_code, campaign.name, false});
    }
    campaign.newest = db.customers.newest();
    campaign.id = db.campaigns.add(campaign);
    log_action(call, "campaign_started", subject_of(campaign), campaign.name);
    return console_answer(200, campaign_json(campaign));
}

HttpAnswer stop_campaign(ConsoleCall& call, Reader in) {
    const auto id = in.integer("campaign", 1, INT64_MAX);
    if (!in.problems().empty()) return console_refusal(in.problems());
    auto campaign = call.context.db.campaigns.lock(id);
    if (!campaign) return no_such_campaign();
    if (campaign->state == CampaignState::running) {
        campaign->state = CampaignState::stopped;
        call.context.db.campaigns.update(*campaign);
        log_action(call, "campaign_stopped", subject_of(*campaign), campaign->name);
    }
    return console_answer(200, campaign_json(*campaign));
}

}  // namespace tillpoints::cloud
