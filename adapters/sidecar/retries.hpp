#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sidecar/answer_store.hpp"

namespace tillpoints::sidecar {

/// The events with a key that are being worked on, and who waits for each of them. Decides what a request
/// with a key is: the first, a repetition, or another event under a used key. Pure.
class Retries {
  public:
    using Waiter = std::uint64_t;
    enum class Verdict {
        first,      ///< it is to be looked up and, if unknown, submitted
        joined,     ///< it waits for the same event's answer
        answered,   ///< the answer is known, and not on the disk yet
        other_body  ///< the key belongs to another event
    };
    /// At most so many requests wait for one event; more are turned away as too many.
    static constexpr std::size_t most_waiting = 16;

    struct Arrival {
        Verdict verdict = Verdict::first;
        std::string answer{};  ///< if answered
        bool too_many = false;
    };
    Arrival arrive(const AnswerKey& key, const std::string& digest, Waiter waiter);

    /// The answer is known: it is given to all who wait, and to later ones until `stored`.
    std::vector<Waiter> answer(const AnswerKey& key, const std::string& text);
    /// The answer is on the disk, or is not to be kept: the key is forgotten here. Returns who still waits.
    std::vector<Waiter> forget(const AnswerKey& key);

    std::size_t size() const { return running_.size(); }

  private:
    struct Running {
        std::string digest;
        std::vector<Waiter> waiting;
        std::optional<std::string> answer;
    };
    std::map<AnswerKey, Running> running_;
};

}  // namespace tillpoints::sidecar
