#pragma once
#include <optional>
#include <string>
#include <vector>

#include "protocol/ids.hpp"
#include "protocol/loyalty/messages.hpp"
#include "protocol/timestamp.hpp"

/// A look-up: what replay wants to know of the loyalty cloud's operations, and what was found. How a provider
/// finds it (by a list, by a number) is the provider's business.
namespace tillpoints::replay {

/// What a look-up looks for.
struct Look {
    std::string number;                 ///< operations with this receipt number (or beginning, see `prefix`)
    bool prefix = false;                ///< with an installation, only numbers that name it too
    std::optional<OperationId> origin;  ///< reversals of this operation, and the operation itself
    std::optional<Timestamp>
        back_to;  ///< cloud time the look-up must reach; absent: the very first operation
    /// Without a number and with `prefix`: every purchase of this installation, and those whose number names
    /// none. If such a look-up is interrupted and asked for again, it may go on where it stopped.
    std::string installation = {};
    friend bool operator==(const Look&, const Look&) = default;
};

struct Findings {
    Look look;
    /// Every operation that the look asks for and that the cloud had when the look-up began is here: what is
    /// not here was absent then.
    bool complete = false;
    /// Sales with the wanted number, in order of their ids, each once.
    std::vector<loyalty::Operation> sales = {};
    /// Reversals of the wanted origin, or of any sale where none is wanted, in order of their ids, each once.
    std::vector<loyalty::Operation> reversals = {};
    /// The wanted origin itself, if the look-up passed it.
    std::optional<loyalty::Operation> origin = {};
    /// An operation that could not be read may be one that the look asks for; the findings are not complete.
    bool doubtful = false;
};

}  // namespace tillpoints::replay
