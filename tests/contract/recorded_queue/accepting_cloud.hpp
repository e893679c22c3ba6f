#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <vector>

#include "plugin/transport/transport.hpp"
#include "protocol/loyalty/messages.hpp"

/// A loyalty cloud in memory that knows every customer and accepts every purchase and refund.
namespace tillpoints::testing {

class AcceptingCloud {
  public:
    /// An operation that is in the cloud's list from the start.
    void already_has(const loyalty::CreateOperation& call, Timestamp created) { book(call, created); }

    /// In the order of booking. To be read when no transport is at work.
    const std::vector<loyalty::Operation>& operations() const { return operations_; }
    loyalty::Answer answer(const loyalty::Call& call);

    std::unique_ptr<Transport> transport(boost::asio::any_io_executor executor);

  private:
    const loyalty::Operation& book(const loyalty::CreateOperation& call, Timestamp created);
    loyalty::Answer refund(const loyalty::RefundOperation& call);

    std::vector<loyalty::Operation> operations_;
};

}  // namespace tillpoints::testing
