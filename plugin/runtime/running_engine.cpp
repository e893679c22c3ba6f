#include "plugin/runtime/running_engine.hpp"

namespace tillpoints {
namespace {

RuntimeEnv with_ports(const RuntimeEnv& env, EnginePorts& ports) {
    return {env.config, ports.loop(),   env.clock, ports.provider(), ports.executor(),
            env.log,    env.fresh_uuid, env.dice,  env.decisions,    env.window};
}

}  // namespace

RunningEngine::RunningEngine(const RuntimeEnv& env, const CommandInbox::Options& commands, StoredState stored)
    : ports_(env.loop, env.executor, env.provider),
      env_(with_ports(env, ports_)),
      engine_(env_),
      commands_(env_, engine_, commands) {
    engine_.resume(std::move(stored));
}

void RunningEngine::start() {
    if (env_.config.enabled) engine_.sender.start();
    commands_.start();
}

void RunningEngine::take(till::Event event, const SubmittedEventPtr& submitted) {
    std::string name(till::name_of(event));
    const auto answer = [submitted](const std::string& json) { submitted->answer(json); };
    engine_.dispatcher.take(std::move(event), std::make_shared<PendingReply>(env_.loop, std::move(name),
                                                                             submitted->due(), answer));
}

}  // namespace tillpoints
