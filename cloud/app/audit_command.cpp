#include <cstdio>

#include "cloud/app/commands.hpp"
#include "cloud/app/open_storage.hpp"
#include "cloud/closing/close_month.hpp"
#include "cloud/storage/digest.hpp"
#include "http/background_thread.hpp"

namespace tillpoints::cloud {

int audit(const Options& options) {
    become_background_thread();
    Audit found;
    std::string digest;
    std::size_t closes = 0;
    const auto storage = open_storage(options, true);
    storage->read_much([&](Transaction& db) {
        found = db.ledger.audit();
        closes = db.accounting.closes().size();
        if (options.digest) digest = digest_of(db);
    });
    const auto changed = changed_closes(*storage);
    for (const auto& fault : found.violations) std::printf("fault: %s\n", fault.c_str());
    std::printf("audit: customers %lld, operations %lld, entries %lld, sum %s: %s\n",
                static_cast<long long>(found.customers), static_cast<long long>(found.operations),
                static_cast<long long>(found.entries), to_text(found.sum).c_str(),
                found.balanced() ? "the ledger balances" : "THE LEDGER DOES NOT BALANCE");
    for (const auto& fault : changed) std::printf("fault: %s\n", fault.c_str());
    if (closes > 0)
        std::printf("audit: closed months %zu: %s\n", closes,
                    changed.empty() ? "as they were closed" : "NOT AS THEY WERE CLOSED");
    if (options.digest) std::printf("digest: %s\n", digest.c_str());
    return found.balanced() && changed.empty() ? 0 : 1;
}

}  // namespace tillpoints::cloud
