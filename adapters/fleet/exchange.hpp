#pragma once
#include <chrono>
#include <string>

namespace tillpoints::fleet {

/// One request to a server that is believed only if its certificate is.
struct Exchange {
    std::string url;      ///< https://...; http:// only to a loopback address
    std::string ca_file;  ///< empty: the system's authorities
    std::string token;    ///< sent as Bearer; empty: none
    std::chrono::milliseconds patience{10'000};
};

struct Exchanged {
    int status = 0;  ///< 0: no answer, `problem` says why
    std::string body;
    std::string problem;  ///< in English
};

Exchanged post(const Exchange& exchange, const std::string& json);
Exchanged get(const Exchange& exchange);

}  // namespace tillpoints::fleet
