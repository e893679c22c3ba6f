#pragma once
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>

#include "http/server.hpp"

namespace tillpoints {

/// A listening socket of any kind.
using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol>;

/// Listens as the options say. Throws boost::system::system_error.
Acceptor listening_socket(boost::asio::io_context& io, const ServerOptions& options);

/// The port it listens on; 0 for a unix socket.
std::uint16_t port_of(const Acceptor& acceptor);

/// The network address of the other side, without its port; empty if it has none.
std::string peer_address(const boost::asio::generic::stream_protocol::socket& socket);

}  // namespace tillpoints
