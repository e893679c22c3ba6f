#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "adapters/doctor/facts.hpp"

/// Reads an HTTP answer and the settings in it. Pure.
namespace tillpoints::doctor {

struct HttpAnswer {
    int status = 0;
    std::string head;
    std::string body;
};

/// The whole answer once it is there; nothing before. `ended`: no more bytes will come.
std::optional<HttpAnswer> answer_in(std::string_view bytes, bool ended);

/// The server's clock in seconds since 1970: by X-Timestamp, else by Date.
std::optional<std::int64_t> time_of(std::string_view head);

/// Fills in what the answer's body says of company, currency, programme or refusal.
void read_settings(const HttpAnswer& answer, Network& facts);

/// A base URL that the configuration accepted, taken apart.
struct Place {
    bool tls = true;
    std::string host;
    std::string port;
    std::string authority;  ///< for the Host header
    std::string path;
};
Place place_of(std::string_view base_url);

}  // namespace tillpoints::doctor
