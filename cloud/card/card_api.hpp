#pragma once
#include <span>

#include "cloud/api/service.hpp"
#include "cloud/card/card_call.hpp"
#include "cloud/card/card_views.hpp"
#include "http/admission.hpp"
#include "http/page_files.hpp"

namespace tillpoints::cloud {

/// The page of the customers' card and its calls, at `/card/` and `/card/api/`. cloud/README.md tells what
/// each call answers. Whose data a call is about follows from the session alone, which belongs to a
/// confirmed phone; no request can name another customer.
class CardApi {
  public:
    /// All it is given must outlive it. `secret` keys the hashes of one-time codes and phones.
    CardApi(Service& service, std::string secret, const CardSettings& settings, const PageFiles& files,
            CardViews& views);

    /// Judges a request by its head.
    Admission admit(const HttpRequest& head) const;
    /// Is it one of the page's calls, which work with the database? The rest are files.
    static bool is_call(const HttpRequest& request);
    /// Each call's method and name.
    static std::vector<std::pair<std::string_view, std::string_view>> calls();
    /// A file of the page.
    HttpAnswer serve_file(const HttpRequest& request) const;
    /// A call. From any thread.
    HttpAnswer serve_call(const HttpRequest& request);

  private:
    struct Route;
    static std::span<const Route> routes();
    static const Route* route_of(std::string_view path);
    std::optional<HttpAnswer> refusal_of(const HttpRequest& head) const;
    std::optional<CardSession> session_of(const CardCall& call) const;
    HttpAnswer serve_picture(const HttpRequest& request);
    HttpAnswer perform(const Route& route, const HttpRequest& request, const Json& body);
    HttpAnswer perform(const Route& route, CardCall& call, const Json& body);

    Service& service_;
    PhoneCodes codes_;
    const CardSettings& settings_;
    const PageFiles& files_;
    CardViews& views_;
};

}  // namespace tillpoints::cloud
