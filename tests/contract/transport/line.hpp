#pragma once
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "plugin/transport/transport.hpp"

namespace tillpoints::test {

HttpRequest get(std::string target = "/settings");
HttpRequest post(std::string body = R"({"points":1})");

const HttpAnswer& answer_in(const Outcome& outcome);
const NoAnswer& failure_in(const Outcome& outcome);

/// The outcome of one request; checks that there is only one.
struct Told {
    std::optional<Outcome> outcome;
    int times = 0;
};

/// A transport on the test's thread.
class Line {
  public:
    boost::asio::io_context io;
    std::unique_ptr<Transport> transport;

    /// Hands over a request; its outcome appears when the executor runs.
    std::shared_ptr<Told> start(HttpRequest request,
                                std::chrono::milliseconds timeout = std::chrono::seconds(10));
    /// Runs the executor until the outcome is there.
    const Outcome& wait_for(const Told& told);
    Outcome ask(HttpRequest request, std::chrono::milliseconds timeout = std::chrono::seconds(10));
    /// Runs everything that is ready, without waiting.
    void catch_up();
};

}  // namespace tillpoints::test
