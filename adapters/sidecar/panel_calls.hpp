#pragma once
#include <functional>
#include <string>

#include "adapters/sidecar/job_thread.hpp"
#include "adapters/sidecar/operator_calls.hpp"
#include "adapters/words/language.hpp"
#include "http/reply.hpp"

namespace tillpoints::sidecar {

/// What the panel shows and decides, asked of the library on a thread of its own, because every call opens
/// the terminal's database. `plugin` is the configuration of the terminal's plugin, `language` that of the
/// person who asks.
class PanelCalls {
  public:
    using Post = std::function<void(std::function<void()>)>;
    using Answer = std::function<void(HttpAnswer)>;

    PanelCalls(const PluginLibrary& library, Post post) : calls_(library), post_(std::move(post)) {}

    /// The library's status and `facts`, what the daemon knows of itself.
    void overview(const Json& plugin, const Json& facts, Answer answer);
    void queue(const Json& plugin, words::Language language, Answer answer);
    /// The receipts that the entries with something left to do belong to.
    void waiting(const Json& plugin, Answer answer);
    void entry(const Json& plugin, words::Language language, const std::string& number, Answer answer);
    /// Entries and journal of one receipt: the reason of every price.
    void explain(const Json& plugin, words::Language language, const std::string& receipt, Answer answer);
    void open_receipts(const Json& plugin, words::Language language, Answer answer);
    /// A decision of a person; `command` as the library's extension takes it.
    void command(const Json& plugin, words::Language language, const Json& command, Answer answer);
    /// The latest lines of the terminal's log that contain the text, whatever the case of its letters.
    void log(const Json& plugin, const std::string& search, Answer answer);

  private:
    void ask(std::function<HttpAnswer()> work, Answer answer);

    OperatorCalls calls_;
    Post post_;
    JobThread thread_;  ///< last, so that it ends before what it uses
};

}  // namespace tillpoints::sidecar
