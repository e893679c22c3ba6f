#include "plugin/transport/name_lookup.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <utility>

namespace tillpoints {
namespace asio = boost::asio;
using asio::ip::tcp;

struct NameLookup::State {
    BaseUrl url;
    tcp::resolver resolver;
    std::vector<std::function<void(const Found&)>> waiting;
    bool asking = false;

    State(const asio::any_io_executor& executor, BaseUrl base) : url(std::move(base)), resolver(executor) {}

    void answer(const Found& found) {
        asking = false;
        const auto told = std::exchange(waiting, {});
        for (const auto& done : told) done(found);
    }
};

NameLookup::NameLookup(const asio::any_io_executor& executor, const BaseUrl& url)
    : state_(std::make_shared<State>(executor, url)) {}

NameLookup::~NameLookup() {
    close();
}

void NameLookup::close() {
    state_->waiting.clear();
    state_->resolver.cancel();
}

void NameLookup::find(std::function<void(const Found&)> done) {
    state_->waiting.push_back(std::move(done));
    if (std::exchange(state_->asking, true)) return;
    const auto& url = state_->url;
    if (url.is_address || !url.tls) {
        Found found;
        if (url.is_address)
            found.addresses = {url.host};
        else
            found.addresses = {"127.0.0.1", "::1"};
        asio::post(state_->resolver.get_executor(),
                   [state = state_, found = std::move(found)] { state->answer(found); });
        return;
    }
    state_->resolver.async_resolve(
        url.host, url.port,
        [state = state_](const boost::system::error_code& error, const tcp::resolver::results_type& results) {
            Found found;
            if (error) found.failure = error.message();
            for (const auto& entry : results)
                found.addresses.push_back(entry.endpoint().address().to_string());
            state->answer(found);
        });
}

}  // namespace tillpoints
