#include "adapters/sidecar/retries.hpp"

#include <utility>

namespace tillpoints::sidecar {

Retries::Arrival Retries::arrive(const AnswerKey& key, const std::string& digest, Waiter waiter) {
    const auto [found, fresh] = running_.try_emplace(key);
    Running& running = found->second;
    if (fresh) {
        running.digest = digest;
        running.waiting.push_back(waiter);
        return {Verdict::first};
    }
    if (running.digest != digest) return {Verdict::other_body};
    if (running.answer) return {Verdict::answered, *running.answer};
    if (running.waiting.size() >= most_waiting) return {Verdict::joined, {}, true};
    running.waiting.push_back(waiter);
    return {Verdict::joined};
}

std::vector<Retries::Waiter> Retries::answer(const AnswerKey& key, const std::string& text) {
    const auto found = running_.find(key);
    if (found == running_.end()) return {};
    found->second.answer = text;
    return std::exchange(found->second.waiting, {});
}

std::vector<Retries::Waiter> Retries::forget(const AnswerKey& key) {
    const auto found = running_.find(key);
    if (found == running_.end()) return {};
    auto waiting = std::move(found->second.waiting);
    running_.erase(found);
    return waiting;
}

}  // namespace tillpoints::sidecar
