#pragma once
#include "cloud/service/desk.hpp"

/// Leaves word for the shop's server in the transaction of what happened; a courier takes it there. Does
/// nothing where no such server is known.
namespace tillpoints::cloud {

void tell_of_operation(Desk& desk, const OperationRecord& operation);
void tell_of_participant(Desk& desk, const CustomerRecord& customer);
void tell_of_order(Desk& desk, const loyalty::GoodsOrder& order);

}  // namespace tillpoints::cloud
