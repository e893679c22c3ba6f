#include "cloud/api/customers/departed.hpp"

#include "cloud/api/digest.hpp"

namespace tillpoints::cloud {

std::string departed_digest(const std::string& secret, const Phone& phone) {
    return keyed_sha256_hex(secret, "phone/" + phone.e164());
}

bool has_departed(RequestContext& context, const Phone& phone) {
    return context.db.cards.has_departed(departed_digest(context.service_info.customer_secret, phone));
}

}  // namespace tillpoints::cloud
