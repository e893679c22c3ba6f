#include "http/long_answers.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <optional>
#include <utility>

#include "http/background_thread.hpp"

namespace tillpoints {

struct LongAnswers::Question {
    explicit Question(boost::asio::io_context& io) : timer(io) {}

    const std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    /// Outlives the question if nobody asked for its answer in time.
    const std::shared_ptr<Progress> progress = std::make_shared<Progress>(0);
    std::optional<Reply> reply;
    Done waiting;  ///< empty: nobody waits now
    boost::asio::steady_timer timer;
    std::uint64_t alarm = 0;  ///< for what the timer was set last
};

LongAnswers::LongAnswers(boost::asio::io_context& io, Words words, LongAnswerLimits limits)
    : io_(io), words_(std::move(words)), limits_(limits), worker_(1) {
    boost::asio::post(worker_, become_background_thread);
}

LongAnswers::~LongAnswers() = default;

void LongAnswers::answer(const std::string& asker, const std::string& question, Work work, Done done) {
    const Key key{asker, question};
    const auto found = questions_.find(key);
    if (found == questions_.end()) {
        if (is_full(asker)) return done(words_.too_many());
        begin(key, std::move(work));
    } else if (found->second->reply) {
        auto reply = std::move(*found->second->reply);
        questions_.erase(found);
        return done(std::move(reply));
    }
    wait_for(key, std::move(done));
}

bool LongAnswers::is_full(const std::string& asker) const {
    const auto of_one = std::count_if(questions_.begin(), questions_.end(),
                                      [&](const auto& each) { return each.first.first == asker; });
    return questions_.size() >= limits_.most || static_cast<std::size_t>(of_one) >= limits_.most_of_one;
}

void LongAnswers::begin(const Key& key, Work work) {
    const auto at = questions_.emplace(key, std::make_unique<Question>(io_)).first;
    boost::asio::post(worker_, [this, key, work = std::move(work), progress = at->second->progress] {
        boost::asio::post(io_,
                          [this, key, reply = work(*progress)]() mutable { finish(key, std::move(reply)); });
    });
}

void LongAnswers::wait_for(const Key& key, Done done) {
    auto& question = *questions_.at(key);
    // A second window, or a connection that was lost.
    if (auto earlier = std::exchange(question.waiting, std::move(done))) earlier(not_yet(question));
    set_alarm(key, limits_.patience, [this](auto at) {
        if (auto asked = std::exchange(at->second->waiting, {})) asked(not_yet(*at->second));
    });
}

/// An alarm that was set before, or for an earlier question of this key, may already be on its way.
void LongAnswers::set_alarm(const Key& key, std::chrono::milliseconds after, Alarm alarm) {
    auto& question = *questions_.at(key);
    question.alarm = ++alarms_;
    question.timer.expires_after(after);
    question.timer.async_wait(
        [this, key, number = alarms_, alarm = std::move(alarm)](boost::system::error_code cancelled) {
            const auto at = questions_.find(key);
            if (!cancelled && at != questions_.end() && at->second->alarm == number) alarm(at);
        });
}

void LongAnswers::finish(const Key& key, Reply reply) {
    auto& question = *questions_.at(key);
    if (auto asked = std::exchange(question.waiting, {})) {
        questions_.erase(key);
        return asked(std::move(reply));
    }
    question.reply = std::move(reply);
    set_alarm(key, limits_.kept, [this](auto at) { questions_.erase(at); });
}

Reply LongAnswers::not_yet(const Question& question) const {
    const auto elapsed = std::chrono::steady_clock::now() - question.begun;
    return words_.not_yet(std::chrono::duration_cast<std::chrono::seconds>(elapsed), *question.progress);
}

}  // namespace tillpoints
