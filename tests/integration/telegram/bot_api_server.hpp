#pragma once
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "cloud/outbound/outbound_client.hpp"
#include "http/server.hpp"
#include "protocol/json.hpp"

namespace tillpoints::cloud::test {

/// A Bot API on loopback that answers as core.telegram.org/bots/api says: it keeps updates until they are
/// confirmed by a later offset, holds a getUpdates open until there is one, refuses a second poller (409) and
/// a wrong token (401), limits messages of a chat (429 with retry_after), and forbids chats that blocked the
/// bot (403). With a webhook it posts updates there until they are answered with 200, and refuses getUpdates
/// (409). A test may script other answers.
class BotApiServer {
  public:
    static constexpr auto token = "7:TEST-token";

    BotApiServer();
    ~BotApiServer();
    BotApiServer(const BotApiServer&) = delete;
    BotApiServer& operator=(const BotApiServer&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }

    /// The person with this id, in a private chat, writes a text, shares a contact, or presses a button.
    void say(std::int64_t person, const std::string& text);
    void share_contact(std::int64_t person, const std::string& phone, std::int64_t owner);
    void press(std::int64_t person, const std::string& data);
    /// Blocks the bot, so that messages to the chat are forbidden, or no longer.
    void block(std::int64_t person, bool blocked = true);

    /// What the bot sent to a chat.
    struct Sent {
        std::string method;
        std::string text;
        std::string body;
        std::chrono::steady_clock::time_point at;
    };
    std::vector<Sent> sent_to(std::int64_t chat) const;
    std::vector<Sent> sent() const;
    /// Waits for the chat's message number `count`; what came until then if it does not come in ten seconds.
    std::vector<Sent> wait_for(std::int64_t chat, std::size_t count);

    /// The next request of this method gets this answer instead, once for each call. Status 0: no answer at
    /// all.
    void answer_next(const std::string& method, int status, const std::string& body);
    /// Another program holds a getUpdates open.
    void set_other_poller(bool there);
    std::size_t polls() const;
    bool wait_for_polls(std::size_t count);
    /// How many updates no offset has confirmed yet.
    std::size_t unconfirmed() const;

    /// The webhook, as setWebhook left it.
    struct Webhook {
        std::string url;
        std::string secret;
        std::int64_t max_connections = 40;
        Json allowed_updates;
    };
    Webhook webhook() const;
    /// Waits until a webhook is set, or none.
    bool wait_for_webhook(bool set);
    /// Another program sets a webhook; an empty address: takes it away.
    void set_other_webhook(const std::string& url);
    /// The webhook's name leads to this port of the loopback address, as a reverse proxy's would.
    void reach_webhook_at(std::uint16_t port);
    /// Each update is posted so many times although it is answered with 200, as if the answers were lost.
    void post_each(std::size_t times);
    /// Nothing is posted meanwhile; what waited then comes newest first.
    void hold_posts();
    void post_held_newest_first();
    /// Requests to the webhook: how each was answered; 0: not at all.
    struct Post {
        std::int64_t update = 0;
        int status = 0;
    };
    std::vector<Post> posts() const;
    bool wait_for_posts(std::size_t count);

  private:
    using Done = std::function<void(Reply)>;
    void add_update(Json content);
    HttpAnswer set_webhook(const Json& body);
    HttpAnswer webhook_info() const;
    std::optional<HttpAnswer> serve_webhook_call(const std::string& method, const HttpRequest& request);
    void post_next();
    void posted(std::int64_t update, const OutboundOutcome& outcome);
    void serve(const HttpRequest& request, Done done);
    void serve_poll(const Json& body, Done done);
    HttpAnswer serve_message(const std::string& method, const HttpRequest& request);
    void answer_poll();
    void end_poll(const std::string& by);

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::int64_t, Json> updates_;
    std::int64_t next_update_ = 900'000'001;
    std::vector<std::pair<std::int64_t, Sent>> sent_;
    std::map<std::int64_t, bool> blocked_;
    std::map<std::string, std::deque<HttpAnswer>> scripted_;
    bool other_poller_ = false;
    std::size_t polls_ = 0;
    Webhook webhook_;
    std::size_t post_times_ = 1;
    std::size_t posts_of_update_ = 0;
    bool posts_held_ = false;
    bool newest_first_ = false;
    bool posting_ = false;
    std::string last_error_;
    std::vector<Post> posts_;
    Done held_;  ///< an open getUpdates
    std::int64_t held_offset_ = 0;

    boost::asio::io_context io_{1};
    boost::asio::steady_timer hold_limit_{io_};
    boost::asio::steady_timer post_again_{io_};
    std::unique_ptr<OutboundClient> poster_;
    std::unique_ptr<Server> server_;
    std::thread thread_;
};

}  // namespace tillpoints::cloud::test
