#pragma once
#include "cloud/api/service.hpp"
#include "cloud/jobs/regular_work.hpp"
#include "cloud/messages/permission.hpp"

namespace tillpoints::cloud {

/// Gives a campaign's points to a customer who is locked.
void give_campaign_points(RequestContext& context, const CustomerRecord& customer, Points points);

/// Goes through the next customers for a campaign whose beginning has come, in one short transaction that
/// keeps no till waiting for long: holds some of the members out, gives the others points and queues their
/// messages. How far it came is stored with it, so that each customer is looked at once whatever ends the
/// process. True if there may be more to do.
bool run_campaigns(Service& service, const MessagePolicy& policy);

/// Does so beside the requests, on a thread of its own. `service` must outlive it.
class CampaignJobs {
  public:
    CampaignJobs(Service& service, MessagePolicy policy);

  private:
    RegularWork regular_;
};

}  // namespace tillpoints::cloud
