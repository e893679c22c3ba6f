#include "bot_api_server.hpp"

#include <boost/asio/post.hpp>

#include "protocol/decimal.hpp"

namespace tillpoints::cloud::test {
namespace {

HttpAnswer api_answer(int status, const Json& body) {
    return {status, {{"Content-Type", "application/json"}}, dump(body)};
}

HttpAnswer api_error(int status, const std::string& description) {
    return api_answer(status,
                      Json::object({{"ok", false}, {"error_code", status}, {"description", description}}));
}

std::int64_t number_in(const Json& json, std::string_view key) {
    const auto* found = json.find(key);
    return found && found->number() ? parse_decimal(found->number()->digits, 0, Rounding::exact).value() : 0;
}

/// A field of a multipart form.
std::string form_field(const std::string& body, const std::string& name) {
    const auto at = body.find("name=\"" + name + "\"\r\n\r\n");
    if (at == std::string::npos) return {};
    const auto from = at + name.size() + 11;
    return body.substr(from, body.find("\r\n--", from) - from);
}

Json person_json(std::int64_t person) {
    return Json::object(
        {{"id", person}, {"is_bot", false}, {"first_name", "Person"}, {"language_code", "en"}});
}

Json chat_json(std::int64_t person) {
    return Json::object({{"id", person}, {"type", "private"}});
}

}  // namespace

BotApiServer::BotApiServer() {
    server_ = std::make_unique<Server>(
        io_, ServerOptions(),
        AsyncHandler([this](HttpRequest request, Done done) { serve(request, std::move(done)); }));
    thread_ = std::thread([this] { io_.run(); });
}

BotApiServer::~BotApiServer() {
    io_.stop();
    thread_.join();
    // A held request keeps its connection, which needs `io_`.
    held_ = {};
    server_.reset();
}

void BotApiServer::add_update(Json content) {
    {
        const std::lock_guard lock(mutex_);
        content.set("update_id", next_update_);
        updates_[next_update_++] = std::move(content);
    }
    boost::asio::post(io_, [this] {
        answer_poll();
        post_next();
    });
}

void BotApiServer::say(std::int64_t person, const std::string& text) {
    add_update(Json::object({{"message", Json::object({{"message_id", 1},
                                                       {"from", person_json(person)},
                                                       {"chat", chat_json(person)},
                                                       {"text", text}})}}));
}

void BotApiServer::share_contact(std::int64_t person, const std::string& phone, std::int64_t owner) {
    const auto contact = Json::object({{"phone_number", phone}, {"first_name", "Anna"}, {"user_id", owner}});
    add_update(Json::object({{"message", Json::object({{"message_id", 1},
                                                       {"from", person_json(person)},
                                                       {"chat", chat_json(person)},
                                                       {"contact", contact}})}}));
}

void BotApiServer::press(std::int64_t person, const std::string& data) {
    add_update(Json::object(
        {{"callback_query", Json::object({{"id", "press-" + data},
                                          {"from", person_json(person)},
                                          {"message", Json::object({{"chat", chat_json(person)}})},
                                          {"data", data}})}}));
}

void BotApiServer::block(std::int64_t person, bool blocked) {
    const std::lock_guard lock(mutex_);
    blocked_[person] = blocked;
}

std::vector<BotApiServer::Sent> BotApiServer::sent_to(std::int64_t chat) const {
    const std::lock_guard lock(mutex_);
    std::vector<Sent> out;
    for (const auto& [to, sent] : sent_)
        if (to == chat) out.push_back(sent);
    return out;
}

std::vector<BotApiServer::Sent> BotApiServer::sent() const {
    const std::lock_guard lock(mutex_);
    std::vector<Sent> out;
    for (const auto& each : sent_) out.push_back(each.second);
    return out;
}

std::vector<BotApiServer::Sent> BotApiServer::wait_for(std::int64_t chat, std::size_t count) {
    {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds(10), [&] {
            return static_cast<std::size_t>(std::count_if(sent_.begin(), sent_.end(), [&](const auto& each) {
                       return each.first == chat;
                   })) >= count;
        });
    }
    return sent_to(chat);
}

void BotApiServer::answer_next(const std::string& method, int status, const std::string& body) {
    const std::lock_guard lock(mutex_);
    scripted_[method].push_back({status, {{"Content-Type", "application/json"}}, body});
}

void BotApiServer::set_other_poller(bool there) {
    {
        const std::lock_guard lock(mutex_);
        other_poller_ = there;
    }
    if (!there) return;
    // The other one's request ends ours.
    boost::asio::post(io_, [this] { end_poll("other getUpdates"); });
}

std::size_t BotApiServer::polls() const {
    const std::lock_guard lock(mutex_);
    return polls_;
}

bool BotApiServer::wait_for_polls(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return polls_ >= count; });
}

std::size_t BotApiServer::unconfirmed() const {
    const std::lock_guard lock(mutex_);
    return updates_.size();
}

void BotApiServer::serve(const HttpRequest& request, Done done) {
    const std::string prefix = std::string("/bot") + token + "/";
    if (!request.target.starts_with(prefix)) return done(api_error(401, "Unauthorized"));
    const auto method = request.target.substr(prefix.size());
    std::optional<HttpAnswer> scripted;
    {
        const std::lock_guard lock(mutex_);
        auto& queue = scripted_[method];
        if (!queue.empty()) {
            scripted = std::move(queue.front());
            queue.pop_front();
            if (method == "getUpdates") ++polls_;
        }
    }
    changed_.notify_all();
    if (scripted && scripted->status == 0) {
        // Taken, and the connection ends without an answer.
        serve_message(method, request);
        Reply lost;
        lost.transmission = [](std::shared_ptr<ReplyChannel> channel, const HttpAnswer&) {
            channel->close();
        };
        return done(lost);
    }
    if (scripted) return done(*scripted);
    if (auto answer = serve_webhook_call(method, request)) return done(*answer);
    if (method != "getUpdates") return done(serve_message(method, request));
    const auto body = parse_json(request.body);
    if (!body) return done(api_error(400, "Bad Request: can't parse JSON"));
    serve_poll(*body, std::move(done));
}

void BotApiServer::serve_poll(const Json& body, Done done) {
    bool conflict = false;
    bool webhook = false;
    {
        const std::lock_guard lock(mutex_);
        ++polls_;
        webhook = !webhook_.url.empty();
        conflict = other_poller_ || webhook;
        held_offset_ = number_in(body, "offset");
        // An update is confirmed as soon as getUpdates is called with an offset higher than its id.
        if (!conflict) std::erase_if(updates_, [&](const auto& each) { return each.first < held_offset_; });
    }
    changed_.notify_all();
    end_poll("other getUpdates");
    if (webhook)
        return done(api_error(409,
                              "Conflict: can't use getUpdates method while webhook is active; use "
                              "deleteWebhook to delete the webhook first"));
    if (conflict)
        return done(api_error(409,
                              "Conflict: terminated by other getUpdates request; make sure that "
                              "only one bot instance is running"));
    held_ = std::move(done);
    hold_limit_.expires_after(std::chrono::seconds(number_in(body, "timeout")));
    hold_limit_.async_wait([this](boost::system::error_code error) {
        if (!error && held_)
            std::exchange(held_,
                          {})(api_answer(200, Json::object({{"ok", true}, {"result", Json::array()}})));
    });
    answer_poll();
}

void BotApiServer::end_poll(const std::string& by) {
    if (held_) std::exchange(held_, {})(api_error(409, "Conflict: terminated by " + by + " request"));
}

void BotApiServer::answer_poll() {
    if (!held_) return;
    Json result = Json::array();
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, update] : updates_)
            if (id >= held_offset_) result.push(update);
    }
    if (result.items()->empty()) return;
    hold_limit_.cancel();
    std::exchange(held_, {})(api_answer(200, Json::object({{"ok", true}, {"result", std::move(result)}})));
}

HttpAnswer BotApiServer::serve_message(const std::string& method, const HttpRequest& request) {
    Sent sent{method, {}, request.body, std::chrono::steady_clock::now()};
    std::int64_t chat = 0;
    if (method == "sendPhoto") {
        chat = parse_decimal(form_field(request.body, "chat_id"), 0, Rounding::exact).value_or(0);
        sent.text = form_field(request.body, "caption");
    } else {
        const auto body = parse_json(request.body);
        if (!body) return api_error(400, "Bad Request: can't parse JSON");
        chat = number_in(*body, "chat_id");
        if (const auto* text = body->find("text"); text && text->string()) sent.text = *text->string();
    }
    const std::lock_guard lock(mutex_);
    if (method == "answerCallbackQuery") {
        sent_.emplace_back(0, std::move(sent));
        changed_.notify_all();
        return api_answer(200, Json::object({{"ok", true}, {"result", true}}));
    }
    if (blocked_[chat]) return api_error(403, "Forbidden: bot was blocked by the user");
    for (const auto& [to, earlier] : sent_)
        if (to == chat && sent.at - earlier.at < std::chrono::milliseconds(900)) {
            auto body = Json::object({{"ok", false},
                                      {"error_code", 429},
                                      {"description", "Too Many Requests: retry after 1"},
                                      {"parameters", Json::object({{"retry_after", 1}})}});
            return api_answer(429, body);
        }
    sent_.emplace_back(chat, std::move(sent));
    changed_.notify_all();
    return api_answer(200, Json::object({{"ok", true}, {"result", Json::object({{"message_id", 1}})}}));
}

}  // namespace tillpoints::cloud::test
