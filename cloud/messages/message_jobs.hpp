#pragma once
#include "cloud/api/service.hpp"
#include "cloud/jobs/regular_work.hpp"
#include "cloud/messages/order_news.hpp"

namespace tillpoints::cloud {

/// How long after a purchase its customer is asked for a rating.
inline constexpr std::chrono::minutes rating_delay{30};

/// Asks the customers of purchases that are old enough for a rating, each purchase once, beginning with those
/// made after the first call. True if there may be more.
bool ask_for_ratings(Service& service, const MessagePolicy& policy);

/// What is done beside the requests, on a thread of its own: asks for ratings, tells of orders, drops what no
/// sender took in time, forgets codes and sessions that are over. `service` must outlive it.
class MessageJobs {
  public:
    MessageJobs(Service& service, MessagePolicy policy);

  private:
    void work();

    Service& service_;
    MessagePolicy policy_;
    OrderNews order_news_;
    int looks_ = 0;
    RegularWork regular_;
};

}  // namespace tillpoints::cloud
