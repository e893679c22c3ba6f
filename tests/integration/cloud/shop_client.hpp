#pragma once
#include <catch2/catch.hpp>

#include "cloud_process.hpp"

namespace tillpoints::cloud::test {

inline const std::string png("\x89PNG\r\n\x1a\n a picture");

/// The shop's program for its price list and orders, in the JSON of the protocol.
class ShopClient {
  public:
    explicit ShopClient(const CloudProcess& cloud)
        : keyed_(cloud.client()), anybody_(cloud.client_with({})) {}

    HttpAnswer send(const std::string& method, const std::string& target, const std::string& body = {}) {
        HttpRequest request{method, target, {}, body};
        if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
        return keyed_.send(request).value();
    }

    Json ok(const std::string& method, const std::string& target, const std::string& body = {}) {
        const auto answer = send(method, target, body);
        INFO(method << " " << target << " " << answer.body);
        REQUIRE(answer.status == 200);
        return parse_json(answer.body).value();
    }

    static std::string id_in(const Json& json) { return json.find("id")->number()->digits; }

    /// Goods by their body; their id.
    std::string make(const std::string& body) { return id_in(ok("POST", "/goods", body)); }

    int put_image(const Json& upload, const std::string& bytes) {
        HttpRequest request{"PUT", path_in(*upload.find("url")->string()), {}, bytes};
        for (const auto& [name, value] : *upload.find("headers")->members())
            request.headers.emplace_back(name, *value.items()->at(0).string());
        return anybody_.send(request).value().status;
    }

    HttpAnswer get_image(const std::string& url) {
        return anybody_.send({"GET", path_in(url), {}, {}}).value();
    }

  private:
    static std::string path_in(const std::string& url) { return url.substr(url.find('/', 8)); }

    Client keyed_;
    Client anybody_;
};

}  // namespace tillpoints::cloud::test
