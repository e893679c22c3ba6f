#include "cloud/card/card_views.hpp"

#include <cstdio>

namespace tillpoints::cloud {

CardViews::~CardViews() {
    store();
}

void CardViews::count(std::string_view page) {
    const auto today = std::chrono::floor<std::chrono::days>(service_.now());
    const std::lock_guard lock(mutex_);
    ++counts_[{today, std::string(page)}];
}

void CardViews::store() {
    Counts counted;
    {
        const std::lock_guard lock(mutex_);
        counted.swap(counts_);
    }
    if (counted.empty()) return;
    try {
        service_.storage().transact([&](Transaction& db) {
            for (const auto& [of, views] : counted) db.views.add({of.first, of.second, views});
        });
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tillpoints-cloud: views of the card are stored later: %s\n", error.what());
        const std::lock_guard lock(mutex_);
        for (const auto& [of, views] : counted) counts_[of] += views;
    }
}

}  // namespace tillpoints::cloud
