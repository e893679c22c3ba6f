#pragma once
#include "cloud/api/service.hpp"
#include "cloud/campaigns/segment.hpp"
#include "cloud/draws/draw_record.hpp"
#include "cloud/jobs/regular_work.hpp"
#include "cloud/messages/permission.hpp"

namespace tillpoints::cloud {

/// How many tickets a customer has in a draw; none: takes no part.
std::int64_t tickets_of(RequestContext& context, const CustomerRecord& customer, const Draw& draw,
                        const Segment& segment);

/// A draw that was drawn, as its record has it.
WholeDraw whole_draw(Transaction& db, const Draw& draw);

/// Does the next piece of a draw that somebody asked for, in one short transaction: adds some customers to
/// the list, or draws when the list is whole, or gives one winner the prize. Each happens once whatever ends
/// the process and however many processes do this. True if there may be more to do.
bool run_draws(Service& service, const MessagePolicy& policy);

/// Does so beside the requests, on a thread of its own. `service` must outlive it.
class DrawJobs {
  public:
    DrawJobs(Service& service, MessagePolicy policy);

  private:
    RegularWork regular_;
};

}  // namespace tillpoints::cloud
