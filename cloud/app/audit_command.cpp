#include <cstdio>

#include "cloud/app/commands.hpp"
#include "cloud/app/open_storage.hpp"
#include "cloud/storage/digest.hpp"

namespace tillpoints::cloud {

int audit(const Options& options) {
    Audit found;
    std::string digest;
    open_storage(options, true)->read([&](Transaction& db) {
        found = db.ledger.audit();
        if (options.digest) digest = digest_of(db);
    });
    for (const auto& fault : found.violations) std::printf("fault: %s\n", fault.c_str());
    std::printf("audit: customers %lld, operations %lld, entries %lld, sum %s: %s\n",
                static_cast<long long>(found.customers), static_cast<long long>(found.operations),
                static_cast<long long>(found.entries), to_text(found.sum).c_str(),
                found.balanced() ? "the ledger balances" : "THE LEDGER DOES NOT BALANCE");
    if (options.digest) std::printf("digest: %s\n", digest.c_str());
    return found.balanced() ? 0 : 1;
}

}  // namespace tillpoints::cloud
