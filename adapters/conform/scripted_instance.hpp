#pragma once
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/conform/answers.hpp"
#include "adapters/conform/handle.hpp"
#include "adapters/conform/recorder.hpp"
#include "tillpoints/tillpoints.h"

namespace tillpoints::conform {

/// An instance that answers by a table on a thread of its own, and records every call.
class ScriptedInstance {
  public:
    ScriptedInstance(std::shared_ptr<Recorder> recorder, Answers answers, int number);
    ~ScriptedInstance();
    ScriptedInstance(const ScriptedInstance&) = delete;
    ScriptedInstance& operator=(const ScriptedInstance&) = delete;

    tillpoints_instance* handle() { return &handle_.table; }

    tillpoints_status submit(tillpoints_text event, std::uint32_t deadline_ms, tillpoints_reply_fn reply,
                             void* user);

    /// Answers what waits and stops the thread. The object stays, so that a host that calls it afterwards is
    /// seen and not crashed.
    void destroy();

  private:
    struct Waiting {
        int number;
        std::string text;
        tillpoints_reply_fn reply;
        void* user;
    };

    void stop();
    void run();
    void answer(Waiting waiting);
    void deliver(const Waiting& waiting, std::string text);

    Handle<ScriptedInstance> handle_{*this};
    std::shared_ptr<Recorder> recorder_;
    int number_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Waiting> waiting_;
    std::deque<Waiting> unanswered_;  ///< of which the answer comes when the instance is destroyed
    Answers answers_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace tillpoints::conform
