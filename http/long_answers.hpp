#pragma once
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "http/reply.hpp"

namespace tillpoints {

/// How long who asks is kept waiting, and for how many.
struct LongAnswerLimits {
    std::chrono::milliseconds patience{200};  ///< then who asks is told to ask again
    std::chrono::seconds kept{120};           ///< how long an answer waits for that
    std::size_t most = 16;                    ///< questions in work or kept, of all
    std::size_t most_of_one = 4;              ///< of one asker
};

/// Answers that may take long, worked on by one background thread (background_thread.hpp) one after another.
/// Who asks is told after a short patience that there is no answer yet; the same question, asked again, finds
/// the work going on and in the end its answer, which is given once. Used by the io_context's thread, where
/// replies are given; must outlive the running of the io_context.
class LongAnswers {
  public:
    /// What a work has done so far, in pieces of its own choice; it only grows.
    using Progress = std::atomic<std::int64_t>;
    using Work = std::function<Reply(Progress&)>;
    using Done = std::function<void(Reply)>;
    /// What is said instead of an answer.
    struct Words {
        std::function<HttpAnswer(std::chrono::seconds elapsed, std::int64_t progress)> not_yet;
        std::function<HttpAnswer()> too_many;
    };

    LongAnswers(boost::asio::io_context& io, Words words, LongAnswerLimits limits = {});
    ~LongAnswers();

    /// `asker` must be a secret of whoever asks, because an answer is given to any who names asker and
    /// question. `work` is called on the background thread if the question is not in work yet. It must not
    /// throw.
    void answer(const std::string& asker, const std::string& question, Work work, Done done);

  private:
    struct Question;
    using Key = std::pair<std::string, std::string>;
    using Questions = std::map<Key, std::unique_ptr<Question>>;
    using Alarm = std::function<void(Questions::iterator)>;

    bool is_full(const std::string& asker) const;
    void begin(const Key& key, Work work);
    void wait_for(const Key& key, Done done);
    void finish(const Key& key, Reply reply);
    void set_alarm(const Key& key, std::chrono::milliseconds after, Alarm alarm);
    Reply not_yet(const Question& question) const;

    boost::asio::io_context& io_;
    const Words words_;
    const LongAnswerLimits limits_;
    Questions questions_;
    std::uint64_t alarms_ = 0;
    boost::asio::thread_pool worker_;
};

}  // namespace tillpoints
