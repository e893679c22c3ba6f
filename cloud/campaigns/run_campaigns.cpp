#include "cloud/campaigns/run_campaigns.hpp"

#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/due/certificates.hpp"
#include "cloud/campaigns/member_text.hpp"
#include "cloud/campaigns/segment.hpp"
#include "cloud/ledger/transfers.hpp"
#include "cloud/messages/queue_message.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int slice = 100;
constexpr std::chrono::seconds between_looks{1};

bool tell(RequestContext& context, const MessagePolicy& policy, const CampaignRecord& campaign,
          ParticipantId customer) {
    const auto text = member_text(context, campaign.message, campaign.texts, customer);
    if (text.empty()) return false;
    const auto reference = "campaign/" + std::to_string(campaign.id) + "/" + std::to_string(customer.value);
    return queue_message(context, policy, customer,
                         {reference, MessagePurpose::advertising, "campaign", {{"text", text}}}) > 0;
}

/// Issues the campaign's certificate. False if it has one that this customer cannot have.
bool offer(RequestContext& context, const CampaignRecord& campaign, ParticipantId customer) {
    const auto& certificate = campaign.certificate;
    return !certificate || issue_certificate(context, customer, certificate->points,
                                             Validity{certificate->from, certificate->to})
                               .has_value();
}

void address(RequestContext& context, const MessagePolicy& policy, CampaignRecord& campaign, ParticipantId id,
             const Segment& segment) {
    // Locked only now: most of those who are looked at do not belong to the segment.
    const auto customer = context.db.customers.lock(id);
    if (!customer || !belongs(context, *customer, segment)) return;
    CampaignMember member{campaign.id, id, false, false};
    member.held_out = context.randomness() % 100 < static_cast<std::uint64_t>(campaign.held_out);
    if (!member.held_out) {
        give_campaign_points(context, *customer, campaign.points);
        // Whoever cannot have another certificate is not told of one.
        member.told = offer(context, campaign, id) && tell(context, policy, campaign, id);
    }
    context.db.campaigns.add_member(member);
    ++campaign.selected;
}

void run_slice(RequestContext& context, const MessagePolicy& policy, CampaignRecord campaign) {
    const auto segment = stored_segment(campaign.segment);
    if (!segment) {
        // Without its conditions it would be for everybody.
        campaign.state = CampaignState::stopped;
        return context.db.campaigns.update(campaign);
    }
    auto page = context.db.customers.page({slice, 0, campaign.upto});
    const bool last = page.size() < static_cast<std::size_t>(slice);
    std::erase_if(page, [&](const CustomerRecord& one) { return one.id.value > campaign.newest.value; });
    // Who locks several customers locks the newest first.
    for (auto customer = page.rbegin(); customer != page.rend(); ++customer)
        if (belongs(context, *customer, *segment)) address(context, policy, campaign, customer->id, *segment);
    if (!page.empty()) campaign.upto = page.back().id;
    if (last || page.empty() || campaign.upto.value >= campaign.newest.value)
        campaign.state = CampaignState::done;
    context.db.campaigns.update(campaign);
}

}  // namespace

void give_campaign_points(RequestContext& context, const CustomerRecord& customer, Points points) {
    // What is due is applied first, so that expired points are taken before new ones are given.
    apply_due_events(context, customer);
    for (const auto& transfer : transfers_of_campaign(customer.id, points))
        context.db.ledger.post(transfer, context.now);
}

bool run_campaigns(Service& service, const MessagePolicy& policy) {
    bool due = false;
    service.read([&](RequestContext& context) { due = context.db.campaigns.has_due(context.now); });
    bool worked = false;
    if (due)
        service.transact([&](RequestContext& context) {
            const auto campaign = context.db.campaigns.take_due(context.now);
            worked = campaign.has_value();
            if (campaign) run_slice(context, policy, *campaign);
        });
    return worked;
}

CampaignJobs::CampaignJobs(Service& service, MessagePolicy policy)
    : regular_("a campaign", between_looks, [&service, policy] { return run_campaigns(service, policy); }) {}

}  // namespace tillpoints::cloud
