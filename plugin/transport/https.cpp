#include "plugin/transport/https.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>

#include "plugin/transport/connection.hpp"
#include "plugin/transport/fresh_uuid.hpp"
#include "plugin/transport/name_lookup.hpp"
#include "plugin/transport/request_text.hpp"

namespace tillpoints {
namespace asio = boost::asio;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
namespace {

constexpr milliseconds longest_timeout = std::chrono::hours(24);

/// A request on its way.
struct Pending {
    HttpRequest request;
    std::function<void(Outcome)> done;
    steady_clock::time_point deadline;
    asio::steady_timer timer;
    std::shared_ptr<Connection> connection;  ///< none while it waits for a free one
    bool written = false;                    ///< from the first byte that may have left
    bool repeated = false;
    bool refused = false;  ///< will not be sent; only `done` is still to be called

    Pending(HttpRequest what, std::function<void(Outcome)> whom, const asio::any_io_executor& executor)
        : request(std::move(what)), done(std::move(whom)), timer(executor) {}

    milliseconds left() const {
        return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(deadline - steady_clock::now()));
    }
    NoAnswer unanswered(Errc code, std::string detail) const { return {code, !written, std::move(detail)}; }
};
using PendingPtr = std::shared_ptr<Pending>;

/// Builds "Basic ..." in place, so that no copy of the key stays in memory.
void set_credential(Secret& credential, const std::string& company_id, const std::string& key) {
    Secret plain;
    plain.text().reserve(company_id.size() + 1 + key.size());
    plain.text().append(company_id).append(":").append(key);
    auto encoded = base64_of(plain.view());
    wipe(credential.text());
    credential.text().reserve(encoded.size() + 6);
    credential.text().append("Basic ").append(encoded);
    wipe(encoded);
}

/// The state that the transport's handlers share; it lives until the last handler has run.
class Client : public std::enable_shared_from_this<Client> {
  public:
    Client(const asio::any_io_executor& executor, const HttpsOptions& options, const BaseUrl& url,
           std::shared_ptr<TlsClient> tls)
        : executor_(executor),
          company_id_(options.company_id),
          key_source_(options.key_source),
          key_check_(options.key_check),
          idle_limit_(options.idle_limit),
          answer_limit_(options.answer_limit),
          max_connections_(options.max_connections),
          tls_(std::move(tls)),
          lookup_(executor, url) {
        caller.url = url;
        caller.credential_header = options.credential_header;
        caller.accept_language = options.accept_language;
    }

    void send(HttpRequest request, milliseconds timeout, std::function<void(Outcome)> done);
    void close();
    void abandon() noexcept;

    Caller caller;

  private:
    /// A connection at rest between two requests.
    struct Resting {
        std::shared_ptr<Connection> connection;
        steady_clock::time_point until;
        asio::steady_timer timer;
    };

    void dispatch_soon();
    void dispatch();
    std::shared_ptr<Connection> wake();
    void open_for(const PendingPtr& pending);
    void connect_for(const PendingPtr& pending, NameLookup::Found found);
    void exchange(const PendingPtr& pending);
    void settle(const PendingPtr& pending, Connection::Result result);
    void lost(const PendingPtr& pending, const Connection::Failure& failure);
    void rest(const std::shared_ptr<Connection>& connection);
    void drop(const std::shared_ptr<Connection>& connection);
    void drop_resting();
    void complete(const PendingPtr& pending, Outcome outcome);

    void renew_credential();

    asio::any_io_executor executor_;
    std::string company_id_;
    std::function<std::string()> key_source_;
    milliseconds key_check_;
    steady_clock::time_point key_checked_ = steady_clock::now();
    milliseconds idle_limit_;
    std::size_t answer_limit_;
    std::size_t max_connections_;
    std::shared_ptr<TlsClient> tls_;
    NameLookup lookup_;
    std::list<PendingPtr> pending_;  ///< in the order of arrival
    std::vector<std::shared_ptr<Connection>> connections_;
    std::list<Resting> resting_;  ///< in the order of their last use
    std::string good_address_;
    bool closed_ = false;
};

void Client::send(HttpRequest request, milliseconds timeout, std::function<void(Outcome)> done) {
    const auto pending = std::make_shared<Pending>(std::move(request), std::move(done), executor_);
    pending_.push_back(pending);
    const auto complete_soon = [&](NoAnswer answer) {
        pending->refused = true;
        asio::post(executor_, [self = shared_from_this(), pending, answer = std::move(answer)] {
            self->complete(pending, answer);
        });
    };
    if (closed_) return complete_soon({Errc::shutting_down, true, "the transport is closed"});
    if (const auto problem = unsendable(caller, pending->request))
        return complete_soon({problem->code, true, problem->sentence()});
    pending->deadline = steady_clock::now() + std::clamp(timeout, milliseconds(0), longest_timeout);
    pending->timer.expires_at(pending->deadline);
    pending->timer.async_wait([self = shared_from_this(), pending](const boost::system::error_code& error) {
        if (error) return;
        const auto doing =
            pending->connection ? pending->connection->wire().doing() : "waiting for a free connection";
        self->complete(pending, pending->unanswered(Errc::timed_out, "while " + std::string(doing)));
    });
    dispatch_soon();
}

void Client::close() {
    closed_ = true;
    lookup_.abandon();
    resting_.clear();
    for (const auto& connection : std::exchange(connections_, {})) connection->close();
    wipe(caller.credential.text());
    for (const auto& pending : std::exchange(pending_, {})) {
        pending->timer.cancel();
        pending->connection.reset();
        const auto done = std::exchange(pending->done, nullptr);
        done(pending->unanswered(Errc::shutting_down, "the transport is closed"));
    }
}

void Client::abandon() noexcept {
    lookup_.abandon();
    resting_.clear();
    for (const auto& connection : connections_) connection->close();
    connections_.clear();
    for (const auto& pending : pending_) {
        pending->timer.cancel();
        pending->connection.reset();
        pending->done = nullptr;
    }
    pending_.clear();
}

void Client::dispatch_soon() {
    asio::post(executor_, [self = shared_from_this()] { self->dispatch(); });
}

void Client::dispatch() {
    if (closed_) return;
    for (const auto& pending : pending_) {
        if (pending->connection || pending->refused) continue;
        if (const auto kept = wake()) {
            pending->connection = kept;
            exchange(pending);
        } else if (connections_.size() < max_connections_) {
            open_for(pending);
        } else {
            return;
        }
    }
}

std::shared_ptr<Connection> Client::wake() {
    while (!resting_.empty()) {
        auto connection = resting_.back().connection;
        const bool fresh = steady_clock::now() < resting_.back().until;
        resting_.pop_back();
        connection->on_gone(nullptr);
        if (fresh && connection->wire().is_quiet()) return connection;
        drop(connection);
    }
    return nullptr;
}

void Client::open_for(const PendingPtr& pending) {
    auto wire = make_wire(executor_, caller.url.port, tls_);
    pending->connection = std::make_shared<Connection>(std::move(wire), answer_limit_);
    connections_.push_back(pending->connection);
    lookup_.find([self = shared_from_this(), asked = std::weak_ptr(pending),
                  connection = std::weak_ptr(pending->connection)](const NameLookup::Found& found) {
        const auto still = asked.lock();
        if (still && still->connection && still->connection == connection.lock())
            self->connect_for(still, found);
    });
}

void Client::connect_for(const PendingPtr& pending, NameLookup::Found found) {
    auto& addresses = found.addresses;
    if (addresses.empty())
        return complete(pending, pending->unanswered(Errc::unreachable, "name look-up of " + caller.url.host +
                                                                            ": " + found.failure));
    const auto good = std::find(addresses.begin(), addresses.end(), good_address_);
    if (good != addresses.end()) std::rotate(addresses.begin(), good, good + 1);
    const auto done = [self = shared_from_this(), pending](const std::optional<Wire::Refusal>& refusal) {
        if (refusal) return self->complete(pending, pending->unanswered(refusal->code, refusal->detail));
        self->good_address_ = pending->connection->wire().address();
        self->exchange(pending);
    };
    pending->connection->open(std::move(addresses), pending->left(), done);
}

/// The shop may have replaced its key: the next request carries the present one.
void Client::renew_credential() {
    key_checked_ = steady_clock::now();
    if (!key_source_) return;
    auto key = key_source_();
    if (!key.empty()) set_credential(caller.credential, company_id_, key);
    wipe(key);
}

void Client::exchange(const PendingPtr& pending) {
    if (steady_clock::now() - key_checked_ >= key_check_) renew_credential();
    const auto text = std::make_shared<Secret>();
    const auto now = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
    write_request(caller, pending->request, fresh_uuid(), now, *text);
    pending->written = true;
    pending->connection->exchange(text, [self = shared_from_this(), pending](Connection::Result result) {
        self->settle(pending, std::move(result));
    });
}

void Client::settle(const PendingPtr& pending, Connection::Result result) {
    if (const auto* failure = std::get_if<Connection::Failure>(&result)) return lost(pending, *failure);
    if (pending->connection->is_reusable()) rest(std::exchange(pending->connection, nullptr));
    const int status = std::get<HttpAnswer>(result).status;
    if (status == 401 || status == 403) renew_credential();
    complete(pending, std::get<HttpAnswer>(std::move(result)));
}

void Client::lost(const PendingPtr& pending, const Connection::Failure& failure) {
    const bool died_kept = pending->connection->is_kept() && !failure.answer_begun;
    if (died_kept) drop_resting();  // the other idle connections are as old and probably dead too
    if (!died_kept || pending->repeated || pending->request.method != "GET")
        return complete(pending, pending->unanswered(failure.code, failure.detail));
    pending->repeated = true;
    drop(std::exchange(pending->connection, nullptr));
    open_for(pending);
}

void Client::rest(const std::shared_ptr<Connection>& connection) {
    resting_.push_back(
        {connection, steady_clock::now() + idle_limit_, asio::steady_timer(executor_, idle_limit_)});
    const auto end = [self = shared_from_this(), which = std::weak_ptr(connection)] {
        const auto ended = which.lock();
        const auto at = std::find_if(self->resting_.begin(), self->resting_.end(),
                                     [&](const Resting& entry) { return entry.connection == ended; });
        if (!ended || at == self->resting_.end()) return;
        self->resting_.erase(at);
        self->drop(ended);
    };
    connection->on_gone(end);
    resting_.back().timer.async_wait([end](const boost::system::error_code& error) {
        if (!error) end();
    });
}

void Client::drop(const std::shared_ptr<Connection>& connection) {
    connection->close();
    std::erase(connections_, connection);
}

void Client::drop_resting() {
    for (const auto& entry : resting_) drop(entry.connection);
    resting_.clear();
}

void Client::complete(const PendingPtr& pending, Outcome outcome) {
    const auto at = std::find(pending_.begin(), pending_.end(), pending);
    if (at == pending_.end()) return;
    pending_.erase(at);
    pending->timer.cancel();
    if (pending->connection) drop(std::exchange(pending->connection, nullptr));
    if (!closed_) dispatch_soon();
    const auto done = std::exchange(pending->done, nullptr);
    done(std::move(outcome));
}

class HttpsTransport final : public Transport {
  public:
    explicit HttpsTransport(std::shared_ptr<Client> client) : client_(std::move(client)) {}
    ~HttpsTransport() override {
        try {
            client_->close();
        } catch (...) {  // no memory to say that a request ends
            client_->abandon();
        }
    }

    void send(HttpRequest request, milliseconds timeout, std::function<void(Outcome)> done) override {
        client_->send(std::move(request), timeout, std::move(done));
    }
    void close() override {
        const auto client = client_;  // a callback may destroy this transport
        client->close();
    }
    void abandon() override { client_->abandon(); }

  private:
    std::shared_ptr<Client> client_;
};

std::optional<Problem> problem_of(const HttpsOptions& options) {
    if (options.company_id.empty() || options.company_id.find(':') != std::string::npos)
        return Problem{Errc::invalid_value, "company_id", "the company's number", {}};
    if (options.api_key.empty()) return Problem{Errc::missing_field, "api_key", "the company's API key", {}};
    if (options.max_connections == 0)
        return Problem{Errc::out_of_range, "max_connections", "at least 1", "0"};
    if (options.idle_limit < milliseconds(0) || options.idle_limit > longest_timeout)
        return Problem{Errc::out_of_range, "idle_limit", "0 to 24 hours", {}};
    return {};
}

}  // namespace

Result<std::unique_ptr<Transport>> make_https_transport(const asio::any_io_executor& executor,
                                                        HttpsOptions options) {
    struct KeyWiper {
        std::string& key;
        ~KeyWiper() { wipe(key); }
    } const wiper{options.api_key};
    if (auto problem = problem_of(options)) return *problem;
    const auto url = parse_base_url(options.base_url);
    if (!url.has_value()) return url.error();
    std::shared_ptr<TlsClient> tls;
    if (url.value().tls) {
        auto made = TlsClient::make(url.value(), options.ca_file, options.pins, options.max_connections);
        if (!made.has_value()) return made.error();
        tls = std::move(made.value());
    }
    auto client = std::make_shared<Client>(executor, options, url.value(), std::move(tls));
    if (auto problem = unsendable(client->caller)) return *problem;
    set_credential(client->caller.credential, options.company_id, options.api_key);
    return std::unique_ptr<Transport>(new HttpsTransport(std::move(client)));
}

}  // namespace tillpoints
