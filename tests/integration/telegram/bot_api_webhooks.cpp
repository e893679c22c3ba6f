#include <algorithm>
#include <boost/asio/post.hpp>

#include "bot_api_server.hpp"
#include "protocol/decimal.hpp"

namespace tillpoints::cloud::test {
namespace {

using namespace std::chrono_literals;

std::string text_of(const Json& json, std::string_view key) {
    const auto* found = json.find(key);
    return found && found->string() ? *found->string() : std::string();
}

HttpAnswer webhook_call_answer(Json result) {
    return {200,
            {{"Content-Type", "application/json"}},
            dump(Json::object({{"ok", true}, {"result", std::move(result)}}))};
}

HttpAnswer webhook_call_error(const std::string& description) {
    return {400,
            {{"Content-Type", "application/json"}},
            dump(Json::object({{"ok", false}, {"error_code", 400}, {"description", description}}))};
}

/// 1-256 characters, A-Z, a-z, 0-9, _ and -.
bool is_secret(const std::string& text) {
    return !text.empty() && text.size() <= 256 &&
           text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") ==
               std::string::npos;
}

}  // namespace

BotApiServer::Webhook BotApiServer::webhook() const {
    const std::lock_guard lock(mutex_);
    return webhook_;
}

bool BotApiServer::wait_for_webhook(bool set) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 10s, [&] { return webhook_.url.empty() != set; });
}

void BotApiServer::set_other_webhook(const std::string& url) {
    {
        const std::lock_guard lock(mutex_);
        webhook_ = {};
        webhook_.url = url;
    }
    changed_.notify_all();
    if (!url.empty()) boost::asio::post(io_, [this] { end_poll("setWebhook"); });
}

void BotApiServer::reach_webhook_at(std::uint16_t port) {
    boost::asio::post(io_, [this, port] {
        poster_ = std::make_unique<OutboundClient>(io_, Destination{false, "127.0.0.1", port, {}},
                                                   OutboundOptions{{}, 5s});
        post_next();
    });
}

void BotApiServer::post_each(std::size_t times) {
    const std::lock_guard lock(mutex_);
    post_times_ = times;
}

void BotApiServer::hold_posts() {
    const std::lock_guard lock(mutex_);
    posts_held_ = true;
}

void BotApiServer::post_held_newest_first() {
    {
        const std::lock_guard lock(mutex_);
        posts_held_ = false;
        newest_first_ = true;
    }
    boost::asio::post(io_, [this] { post_next(); });
}

std::vector<BotApiServer::Post> BotApiServer::posts() const {
    const std::lock_guard lock(mutex_);
    return posts_;
}

bool BotApiServer::wait_for_posts(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 20s, [&] { return posts_.size() >= count; });
}

HttpAnswer BotApiServer::set_webhook(const Json& body) {
    Webhook asked;
    asked.url = text_of(body, "url");
    asked.secret = text_of(body, "secret_token");
    if (const auto* most = body.find("max_connections"); most && most->number())
        asked.max_connections = parse_decimal(most->number()->digits, 0, Rounding::exact).value_or(0);
    if (const auto* allowed = body.find("allowed_updates")) asked.allowed_updates = *allowed;
    if (!asked.url.starts_with("https://"))
        return webhook_call_error("Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
    if (!is_secret(asked.secret))
        return webhook_call_error("Bad Request: secret token contains unallowed characters");
    if (asked.max_connections < 1 || asked.max_connections > 100)
        return webhook_call_error("Bad Request: max_connections must be from 1 to 100");
    {
        const std::lock_guard lock(mutex_);
        webhook_ = std::move(asked);
    }
    changed_.notify_all();
    end_poll("setWebhook");
    boost::asio::post(io_, [this] { post_next(); });
    return webhook_call_answer(true);
}

HttpAnswer BotApiServer::webhook_info() const {
    const std::lock_guard lock(mutex_);
    auto info = Json::object({{"url", webhook_.url},
                              {"has_custom_certificate", false},
                              {"pending_update_count", static_cast<std::int64_t>(updates_.size())}});
    if (!last_error_.empty())
        info.set("last_error_date", 1'700'000'000).set("last_error_message", last_error_);
    if (!webhook_.url.empty())
        info.set("max_connections", webhook_.max_connections)
            .set("allowed_updates", webhook_.allowed_updates);
    return webhook_call_answer(std::move(info));
}

std::optional<HttpAnswer> BotApiServer::serve_webhook_call(const std::string& method,
                                                           const HttpRequest& request) {
    if (method == "getWebhookInfo") return webhook_info();
    if (method == "deleteWebhook") {
        set_other_webhook({});
        return webhook_call_answer(true);
    }
    if (method != "setWebhook") return {};
    const auto body = parse_json(request.body);
    return body ? set_webhook(*body) : webhook_call_error("Bad Request: can't parse JSON");
}

void BotApiServer::post_next() {
    if (posting_ || !poster_) return;
    HttpRequest request{"POST", {}, {{"Content-Type", "application/json"}}, {}};
    std::int64_t id = 0;
    {
        const std::lock_guard lock(mutex_);
        if (webhook_.url.empty() || posts_held_ || updates_.empty()) return;
        const auto& [update, content] = newest_first_ ? *updates_.rbegin() : *updates_.begin();
        id = update;
        request.body = dump(content);
        request.target = webhook_.url.substr(webhook_.url.find('/', 8));
        request.headers.emplace_back("X-Telegram-Bot-Api-Secret-Token", webhook_.secret);
    }
    posting_ = true;
    poster_->send(std::move(request), [this, id](const OutboundOutcome& outcome) { posted(id, outcome); });
}

void BotApiServer::posted(std::int64_t update, const OutboundOutcome& outcome) {
    posting_ = false;
    const int status = outcome.answer ? outcome.answer->status : 0;
    {
        const std::lock_guard lock(mutex_);
        posts_.push_back({update, status});
        if (status != 200)
            last_error_ = status == 0 ? "Connection refused"
                                      : "Wrong response from the webhook: " + std::to_string(status);
        if (status == 200 && ++posts_of_update_ >= post_times_) {
            updates_.erase(update);
            posts_of_update_ = 0;
        }
    }
    changed_.notify_all();
    if (status == 200) return post_next();
    post_again_.expires_after(200ms);
    post_again_.async_wait([this](boost::system::error_code error) {
        if (!error) post_next();
    });
}

}  // namespace tillpoints::cloud::test
