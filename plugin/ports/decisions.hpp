#pragma once
#include "plugin/replay/command.hpp"
#include "plugin/replay/decide.hpp"
#include "plugin/replay/learn.hpp"
#include "plugin/replay/restart.hpp"
#include "plugin/replay/schedule.hpp"
#include "plugin/session/reconciling.hpp"
#include "plugin/session/returning.hpp"
#include "plugin/session/step.hpp"

namespace tillpoints {

/// The pure decisions that dispatcher and sender perform. The simulation replaces some by wrong ones, to
/// check that it notices.
struct Decisions {
    decltype(&replay::decide) decide = replay::decide;
    replay::Learned (*learn)(const OutboxEntry&, const replay::SendResult&,
                             std::optional<std::chrono::milliseconds>, replay::Now,
                             const replay::Policy&) = replay::learn;
    replay::Learned (*learn_found)(const OutboxEntry&, const replay::Findings&, replay::Now,
                                   const replay::Policy&) = replay::learn;
    decltype(&replay::contradicted) contradicted = replay::contradicted;
    decltype(&replay::needs_certain_absence) needs_certain_absence = replay::needs_certain_absence;
    decltype(&replay::due_now) due_now = replay::due_now;
    decltype(&replay::prepare_refund) prepare_refund = replay::prepare_refund;
    decltype(&session::next) next = session::next;
    decltype(&session::reconcile) reconcile = session::reconcile;
    decltype(&session::take_return) take_return = session::take_return;
};

}  // namespace tillpoints
