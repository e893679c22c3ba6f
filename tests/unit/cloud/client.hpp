#pragma once
#include "cloud/api/api_handler.hpp"
#include "cloud/api/credential.hpp"
#include "protocol/loyalty/wire.hpp"
#include "shop.hpp"

namespace tillpoints::cloud::test {

/// A shop whose cloud is called with HTTP requests, with the shop's key.
struct Client : Shop {
    HttpAnswer send(const loyalty::Call& call) {
        auto request = loyalty::request_of(call);
        request.headers.emplace_back("authorization", basic_credential(42, "key"));
        return api.serve(request);
    }

    ApiHandler api{service, basic_credential(42, "key")};
};

}  // namespace tillpoints::cloud::test
