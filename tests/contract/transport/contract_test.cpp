#include <catch2/catch.hpp>

#include "https_line.hpp"
#include "transport_contract.hpp"

using namespace tillpoints;
using namespace tillpoints::test;

namespace {

std::unique_ptr<Transport> make_for(boost::asio::any_io_executor executor, const ScriptedServer& server) {
    return make_https_transport(std::move(executor), options_for(server)).value();
}

}  // namespace

TEST_CASE("the HTTPS transport keeps the contract of a transport") {
    keeps_the_contract({[] { return tls_server(); }, make_for});
}

TEST_CASE("the contract is the same over plain HTTP to this machine") {
    keeps_the_contract({[] { return std::make_unique<ScriptedServer>(); }, make_for});
}
