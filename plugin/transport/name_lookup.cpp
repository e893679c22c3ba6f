#include "plugin/transport/name_lookup.hpp"

#include <boost/asio/post.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

#include "plugin/transport/system_lookup.hpp"

namespace tillpoints {
namespace asio = boost::asio;

struct NameLookup::State {
    BaseUrl url;
    asio::any_io_executor executor;
    std::vector<std::function<void(const Found&)>> waiting;
    std::optional<SystemLookup> asked;
    bool asking = false;

    State(asio::any_io_executor the_executor, BaseUrl base)
        : url(std::move(base)), executor(std::move(the_executor)) {}

    void answer(const Found& found) {
        asking = false;
        const auto told = std::exchange(waiting, {});
        for (const auto& done : told) done(found);
    }
    void answer_what_was_asked() {
        asking = false;
        const Found found = asked->take();
        asked.reset();
        answer(found);
    }
};

NameLookup::NameLookup(const asio::any_io_executor& executor, const BaseUrl& url)
    : state_(std::make_shared<State>(executor, url)) {}

NameLookup::~NameLookup() {
    abandon();
}

void NameLookup::abandon() noexcept {
    state_->waiting.clear();
}

void NameLookup::find(std::function<void(const Found&)> done) {
    state_->waiting.push_back(std::move(done));
    if (state_->asking) return;
    const auto& url = state_->url;
    if (url.is_address) return answer_soon({{url.host}, {}});
    if (!url.tls) return answer_soon({{"127.0.0.1", "::1"}, {}});
    try {
        ask_the_system();
    } catch (const std::runtime_error& impossible) {
        answer_soon({{}, impossible.what()});
    }
}

void NameLookup::ask_the_system() {
    auto& asked = state_->asked.emplace(state_->executor, state_->url.host, state_->url.port);
    asked.ended().async_wait(asio::posix::descriptor_base::wait_read,
                             [state = state_](const boost::system::error_code& error) {
                                 if (!error) state->answer_what_was_asked();
                             });
    asked.start();
    state_->asking = true;
}

void NameLookup::answer_soon(Found found) {
    asio::post(state_->executor, [state = state_, found = std::move(found)] { state->answer(found); });
    state_->asking = true;
}

}  // namespace tillpoints
