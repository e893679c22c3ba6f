#include <map>
#include <set>

#include "adapters/conform/judge.hpp"

namespace tillpoints::conform {
namespace {

constexpr std::int64_t longest_callback_us = 100'000;

class CallJudge {
  public:
    Findings judge(const Recording& recording, Ending ending) {
        for (const auto& entry : recording) {
            ++line_;
            take(entry);
        }
        if (ending == Ending::cut_off) return findings_;
        for (const int instance : alive_)
            report("destroyed_at_last", "instance " + std::to_string(instance) + " was never destroyed");
        if (inits_ > 0) report("destroyed_at_last", "deinit was never called");
        return findings_;
    }

  private:
    void take(const Entry& entry) {
        switch (entry.call) {
            case Call::init:
                ++inits_;
                return;
            case Call::create:
                if (inits_ == 0) report("init_first", "create without init");
                if (entry.status == 0) alive_.insert(entry.instance);
                return;
            case Call::submit:
                if (!alive_.count(entry.instance)) report("destroy_alone", "submit after destroy");
                running_[entry.number] = {entry.thread, entry.instance};
                return;
            case Call::submitted:
                running_.erase(entry.number);
                return;
            case Call::reply:
                replied_[entry.number] = entry.at_us;
                return;
            case Call::taken:
                take_callback(entry);
                return;
            case Call::destroy:
                take_destroy(entry);
                return;
            case Call::destroyed:
                return;
            case Call::deinit:
                if (!alive_.empty())
                    report("destroyed_at_last", "deinit before every instance was destroyed");
                alive_.clear();
                --inits_;
                return;
        }
    }

    void take_callback(const Entry& entry) {
        const auto began = replied_.find(entry.number);
        if (began == replied_.end()) return;
        const auto took = entry.at_us - began->second;
        if (took > longest_callback_us)
            report("callback_returns", "the callback took " + std::to_string(took / 1000) + " ms");
        replied_.erase(began);
    }

    void take_destroy(const Entry& entry) {
        for (const auto& [number, running] : running_)
            if (running.instance == entry.instance && running.thread != entry.thread)
                report("destroy_alone",
                       "submit " + std::to_string(number) + " was running on another thread");
        if (!alive_.erase(entry.instance)) report("destroy_alone", "destroyed twice");
    }

    void report(std::string_view rule, std::string what) {
        findings_.push_back({rule, "entry " + std::to_string(line_), std::move(what)});
    }

    struct Running {
        int thread;
        int instance;
    };

    Findings findings_;
    int line_ = 0;
    int inits_ = 0;
    std::set<int> alive_;
    std::map<int, Running> running_;
    std::map<int, std::int64_t> replied_;
};

}  // namespace

Findings judge_calls(const Recording& recording, Ending ending) {
    return CallJudge().judge(recording, ending);
}

}  // namespace tillpoints::conform
