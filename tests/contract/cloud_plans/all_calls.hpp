#pragma once
#include "cloud/api/service.hpp"

namespace tillpoints::cloud::test {

/// Makes every call of the protocol once on grown books, and what the back office and the daily sweep do
/// beside tills; everything must succeed. Without birthdays: the sweep asks for several weeks of them, of
/// which a database may well prefer to read everything. `now` is the service's clock, turned forward
/// meanwhile.
void make_all_calls(Service& service, ProtocolVariants& variants, Timestamp& now);

}  // namespace tillpoints::cloud::test
