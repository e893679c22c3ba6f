#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>

#include "line.hpp"
#include "scripted_server.hpp"

namespace tillpoints::test {

/// One implementation of Transport: how to make it for a server, and what kind of server it speaks to.
struct TransportUnderTest {
    std::function<std::unique_ptr<ScriptedServer>()> make_server;
    std::function<std::unique_ptr<Transport>(boost::asio::any_io_executor, const ScriptedServer&)>
        make_transport;
};

/// What every implementation of Transport promises. To be called in a TEST_CASE.
void keeps_the_contract(const TransportUnderTest& subject);

}  // namespace tillpoints::test
