#include "adapters/sidecar/fleet.hpp"

#include "adapters/sidecar/tokens.hpp"

namespace tillpoints::sidecar {
namespace {

constexpr std::chrono::seconds retry_pause{5};

/// name -> the plugin's configuration, of the configured and the enrolled terminals.
std::map<std::string, Json> wanted_terminals(const Settings& settings) {
    std::map<std::string, Json> wanted;
    for (const auto& [name, own] : settings.terminals) wanted[name] = settings.plugin_of(name, own);
    for (const auto& name : enrolled_terminals(settings))
        wanted.try_emplace(name, settings.plugin_of(name, Json::object()));
    return wanted;
}

}  // namespace

Fleet::Fleet(const PluginLibrary& library, Post post, std::string run)
    : library_(library), post_(std::move(post)), run_(std::move(run)) {}

void Fleet::apply(const Settings& settings) {
    auto wanted = wanted_terminals(settings);
    for (auto each = terminals_.begin(); each != terminals_.end();) {
        const auto terminal = each->second;
        const auto found = wanted.find(terminal->name());
        const bool stays = found != wanted.end() && found->second == terminal->plugin();
        each = stays ? std::next(each) : terminals_.erase(each);
        if (stays) continue;
        // A changed terminal opens its database again once the earlier instance has closed it.
        if (found == wanted.end()) {
            stop(terminal, [] {});
            continue;
        }
        auto changed = std::make_shared<Terminal>(terminal->name(), found->second, settings.limits, library_,
                                                  post_, run_ + "." + std::to_string(++changes_));
        terminals_.emplace(changed->name(), changed);
        stop(terminal, [this, changed] { start(changed); });
    }
    for (const auto& [name, plugin] : wanted) {
        const auto [place, fresh] = terminals_.try_emplace(name);
        if (fresh) {
            place->second = std::make_shared<Terminal>(name, plugin, settings.limits, library_, post_, run_);
            start(place->second);
        }
        place->second->token_digest = token_digest_of(settings, name);
    }
}

void Fleet::start(const std::shared_ptr<Terminal>& terminal) {
    ++changing_;
    terminal->start([this, terminal] {
        on_change(*terminal);
        settled();
    });
}

void Fleet::stop(const std::shared_ptr<Terminal>& terminal, std::function<void()> next) {
    ++changing_;
    terminal->stop([this, terminal, next = std::move(next)] {
        on_change(*terminal);
        next();
        settled();
    });
}

void Fleet::settled() {
    if (--changing_ > 0) return;
    const auto then = std::exchange(then_, {});
    for (const auto& each : then) each();
}

void Fleet::when_started(std::function<void()> then) {
    if (changing_ == 0) return then();
    then_.push_back(std::move(then));
}

void Fleet::retry_failed(std::chrono::steady_clock::time_point now) {
    if (now < next_retry_) return;
    next_retry_ = now + retry_pause;
    for (const auto& [name, terminal] : terminals_)
        if (terminal->state() == Terminal::State::failed) start(terminal);
}

void Fleet::stop_all(std::function<void()> then) {
    for (const auto& [name, terminal] : terminals_) stop(terminal, [] {});
    when_started(std::move(then));
}

}  // namespace tillpoints::sidecar
