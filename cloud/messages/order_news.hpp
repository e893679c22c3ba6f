#pragma once
#include <set>

#include "cloud/api/service.hpp"
#include "cloud/messages/permission.hpp"

namespace tillpoints::cloud {

/// Tells customers that the shop accepted their order, and that it is ready. It looks at the newest open
/// orders; each step of an order has one message, by its reference, so that looking again tells nothing
/// again.
class OrderNews {
  public:
    void tell(Service& service, const MessagePolicy& policy);

  private:
    using Step = std::pair<std::int64_t, loyalty::OrderStatus>;
    std::set<Step> told_;  ///< of open orders; only spares work
};

}  // namespace tillpoints::cloud
