#pragma once
#include "cloud/api/service.hpp"

namespace tillpoints::cloud::test {

/// Makes every call of the protocol once on a large database, and what the back office and the daily sweep do
/// beside terminals; everything must succeed. Birthdays are left out: the sweep asks for several weeks of
/// them, for which a database may well choose to read all rows. `now` is the service's clock, which is moved
/// forward meanwhile.
void make_all_calls(Service& service, ProtocolVariants& variants, Timestamp& now);

}  // namespace tillpoints::cloud::test
