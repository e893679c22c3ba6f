#include <cstdio>
#include <filesystem>

#include "cloud/app/books.hpp"
#include "cloud/app/serve.hpp"

namespace tillpoints::cloud {

int audit(const Options& options) {
    if (options.database.empty() && !std::filesystem::exists(options.data + "/cloud.db")) {
        std::fprintf(stderr, "tillpoints-cloud: no books in %s\n", options.data.c_str());
        return 2;
    }
    Audit found;
    open_books(options)->look([&](Books& books) { found = books.audit(); });
    for (const auto& fault : found.faults) std::printf("fault: %s\n", fault.c_str());
    std::printf("audit: customers %lld, operations %lld, entries %lld, sum %s: %s\n",
                static_cast<long long>(found.customers), static_cast<long long>(found.operations),
                static_cast<long long>(found.entries), to_text(found.sum).c_str(),
                found.balanced() ? "the books balance" : "THE BOOKS DO NOT BALANCE");
    return found.balanced() ? 0 : 1;
}

}  // namespace tillpoints::cloud
