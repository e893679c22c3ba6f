#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "adapters/sidecar/listener.hpp"
#include "adapters/sidecar/page_assets.hpp"
#include "adapters/sidecar/page_sessions.hpp"
#include "adapters/sidecar/panel_calls.hpp"
#include "adapters/sidecar/pin_tries.hpp"
#include "adapters/sidecar/receipt_history.hpp"
#include "adapters/sidecar/terminal.hpp"

namespace tillpoints::sidecar {

using Terminals = std::map<std::string, std::shared_ptr<Terminal>>;

/// The name of the header in which the server says where a request comes from.
inline constexpr const char* peer_header = "Tillpoints-Peer";

/// The daemon's part of what the pages are told.
struct PageHost {
    std::function<const Terminals&()> terminals;
    std::function<const Settings&()> settings;
    std::function<Json()> facts;  ///< of the daemon, for the overview
};

/// The shop's pages: their files, who is signed in, and the calls that only pages make (/v1/pages/). Used on
/// the daemon's thread.
class PageApi {
  public:
    using Done = std::function<void(HttpAnswer)>;

    /// Throws std::runtime_error.
    PageApi(PageHost host, ReceiptHistory& history, const PluginLibrary& library, Post post,
            const Settings& settings);

    static bool owns(std::string_view path);
    /// Why a request for one of these paths is refused; nothing if it may go on.
    std::optional<HttpAnswer> refusal_of(const Listener& listener, const HttpRequest& head);
    void serve(const Listener& listener, const HttpRequest& request, const Done& done);

    /// Who is signed in where the request comes from; null: nobody.
    const PageSession* session_of(const HttpRequest& head);
    /// Tells as long as it is asked whether the person is still signed in; whoever is not signed in may
    /// always.
    std::function<bool()> while_signed_in(const HttpRequest& head);
    /// The terminal that the request of a signed-in person is about, or why it may not be.
    std::variant<std::shared_ptr<Terminal>, HttpAnswer> terminal_of(const PageSession& session,
                                                                    const HttpRequest& head) const;
    /// Why the request may not change anything: the page's token is missing or another's.
    static std::optional<HttpAnswer> refusal_of_change(const PageSession& session, const HttpRequest& head);
    /// Why the person may not submit this event.
    std::optional<HttpAnswer> refusal_of_event(const PageSession& session, const std::string& event) const;

    /// An event was answered. `session`: who submitted it on a page, if anybody.
    void learn(SeenEvent seen);
    /// Reads the staff again: who is gone or changed is signed out.
    void reload(const Settings& settings);

  private:
    struct Route;
    using ShiftKey = std::pair<std::string, std::string>;  ///< terminal and employee's id

    static const Route* route_of(std::string_view path);
    std::optional<HttpAnswer> refusal_of_caller(const Route& route, const HttpRequest& head);
    Json session_json(const PageSession* session) const;
    std::vector<std::string> terminal_names() const;
    void sign_in(const Listener& listener, const HttpRequest& request, const Done& done);
    void signed_in(const Listener& listener, const HttpRequest& request, const Employee& employee,
                   const std::string& terminal, const Done& done);
    HttpAnswer sign_out(const Listener& listener, const HttpRequest& request);
    void open_shift(const PageSession& session, const Done& done);
    void find_receipts(const Terminal& terminal, const Json& body, const Done& done);
    void tell_day(const Terminal& terminal, const HttpRequest& request, const Done& done);
    void decide(const PageSession& session, const Terminal& terminal, words::Language language,
                const Json& body, const Done& done);
    void serve_panel(const Route& route, const PageSession& session, const HttpRequest& request,
                     const Json& body, const Done& done);

    PageHost host_;
    ReceiptHistory& history_;
    PageAssets assets_;
    Staff staff_;
    PageSessions sessions_;
    PinTries tries_;
    std::size_t trying_ = 0;
    std::map<ShiftKey, Json> shifts_;  ///< the open ones of people who are or were signed in
    Post post_;
    PanelCalls panel_;
    JobThread pin_thread_;
};

}  // namespace tillpoints::sidecar
