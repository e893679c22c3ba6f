#include "cloud/service/catch_up.hpp"

#include "cloud/service/certificates.hpp"
#include "cloud/service/expire.hpp"

namespace tillpoints::cloud {

void catch_up(Desk& desk, const CustomerRecord& customer) {
    lapse_certificates(desk, customer.id);
    expire_points(desk, customer);
}

}  // namespace tillpoints::cloud
