#pragma once
#include "rules.hpp"

namespace tillpoints::cloud::test {

enum class OnDatabase { sqlite, postgres };

/// Plays a month and compares: the seed TILLPOINTS_SEED, else 1, on this database. With TILLPOINTS_SOAK the
/// five seeds from there on, on both.
void play_months(const ShopRules& rules, OnDatabase database);

}  // namespace tillpoints::cloud::test
