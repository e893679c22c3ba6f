#include "http/address_limiter.hpp"

namespace tillpoints {

AddressPlace AddressLimiter::take(const std::string& address, std::size_t most) {
    const auto found = counts_->find(address);
    if (found != counts_->end() && found->second >= most) return nullptr;
    ++(*counts_)[address];
    const auto give_back = [counts = counts_, address](void*) {
        const auto entry = counts->find(address);
        if (--entry->second == 0) counts->erase(entry);
    };
    return {static_cast<void*>(counts_.get()), give_back};
}

}  // namespace tillpoints
