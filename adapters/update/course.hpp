#pragma once
#include <functional>
#include <string>
#include <vector>

#include "adapters/update/apt.hpp"
#include "adapters/update/judge.hpp"
#include "adapters/update/look.hpp"
#include "adapters/update/plan.hpp"

/// An update from its beginning, or from where it was cut off, to its end.
namespace tillpoints::update {

struct Wish {
    std::string to;  ///< empty: apt's candidate
    bool dry_run = false;
    bool without_way_back = false;
    double patience_s = 30;  ///< how long an error that may pass is waited for
    Where where;
};

enum class End {
    updated,
    not_begun,      ///< `plan` says why; nothing is changed
    would_update,   ///< a dry run
    lists_refused,  ///< the lists of packages could not be fetched or verified; nothing is changed
    rolled_back,
    kept_newer,   ///< worse, and the packages refuse the way back because the database is of a newer layout
    no_way_back,  ///< worse, and the old version is not at hand
    stuck,        ///< worse, and the old version could not be installed; to be resumed
};

struct Outcome {
    End end = End::not_begun;
    Plan plan = Plan::go;
    std::vector<Package> from;
    std::string to;
    Condition before;
    Condition after;
    bool install_failed = false;
    std::vector<std::string> packages_said;  ///< why they could not be installed
    std::vector<Objection> why;              ///< why it went back
    std::vector<Objection> left;             ///< what is worse than before in the end
    bool resumed = false;
};

/// Called before each step.
enum class Step { finding, fetching, examining, installing, examining_after, going_back };
using OnStep = std::function<void(Step step, const std::string& version)>;

Outcome update(const Store& store, const Wish& wish, const OnStep& on_step);
/// The rest of an update that was cut off.
Outcome resume(const Store& store, const State& state, const Wish& wish, const OnStep& on_step);

}  // namespace tillpoints::update
