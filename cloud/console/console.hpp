#pragma once
#include <string>

#include "cloud/api/service.hpp"
#include "cloud/console/programme_trials.hpp"
#include "cloud/console/routes.hpp"
#include "http/admission.hpp"
#include "http/page_files.hpp"
#include "http/page_origin.hpp"

namespace tillpoints::cloud {

/// The console: pages for people below /console/, and the calls behind them below /console/api. A person
/// signs in with password and second factor and is known by a cookie; a call that changes something also
/// carries the page's token (`Tillpoints-Page-Token`). cloud/README.md has the calls and their roles.
class Console {
  public:
    /// `clock` is real time. `service` must outlive it.
    Console(Service& service, Clock clock, PageOrigin origin, const std::string& pages,
            ConsoleRules rules = {});

    /// Refuses what no own page sends, by the head alone. For the server's thread.
    Admission admit(const HttpRequest& head) const;
    /// Does a call that is admitted take so long that others should not wait behind it? It changes nothing.
    static bool reads_much(const HttpRequest& request);
    static bool reads_some(const HttpRequest& request);
    /// The secret by which the person is known; empty if nobody is.
    std::string session_id(const HttpRequest& request) const;
    /// What is answered to somebody who may not make this call; the head is enough. From any thread.
    std::optional<HttpAnswer> refuse_asker(const HttpRequest& request) const;
    /// From any thread but the one that serves terminals: passwords take long on purpose.
    Reply serve(const HttpRequest& request);

  private:
    struct Caller;

    std::optional<HttpAnswer> refuse_head(const HttpRequest& head) const;
    Reply serve_call(const ConsoleRoute& route, const HttpRequest& request, const Json& body);
    HttpAnswer show_session(const std::string& id);
    HttpAnswer sign_in_by(const HttpRequest& request, const Json& body);
    HttpAnswer sign_out(const std::string& id);
    HttpAnswer take_password(const std::string& id, const Json& body);
    HttpAnswer begun(const std::string& id);
    HttpAnswer handle_in_transaction(const ConsoleRoute& route, const HttpRequest& request, const Json& body);
    Reply work_for(const ConsoleRoute& route, const SignedInPerson& caller, const HttpRequest& request,
                   const Json& body);
    std::optional<HttpAnswer> refuse_caller(const ConsoleRoute& route, const HttpRequest& request,
                                            const std::optional<SignedInPerson>& caller) const;
    const char* cookie_name() const;
    bool secure() const { return origin_.scheme == "https"; }

    Service& service_;
    Clock clock_;
    PageOrigin origin_;
    PageFiles files_;
    ConsoleRules rules_;
    ProgrammeTrials trials_;
};

}  // namespace tillpoints::cloud
