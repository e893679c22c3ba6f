#pragma once
#include "cloud/console/console_call.hpp"

/// Sources of customers: their promo codes, what they brought, and the link and code that lead to the card.
namespace tillpoints::cloud {

/// Every source with what it brought since the beginning; `link` and `qr` where customers' cards are served.
HttpAnswer show_sources(ConsoleCall& call, Reader in);
/// `{promo_code, name}`: adds a source, or changes the name of the one with this promo code.
HttpAnswer name_source(ConsoleCall& call, Reader in);

}  // namespace tillpoints::cloud
