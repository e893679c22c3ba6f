#pragma once
#include <boost/asio/io_context.hpp>
#include <chrono>

#include "http/reply.hpp"

/// The ways in which an answer can fail to arrive as it was given.
namespace tillpoints::cloud {

/// The connection closes and nothing of the answer is sent.
Transmission lost();

/// Half of the body is sent, then the connection ends.
Transmission cut_in_half();

/// The answer is sent in pieces with pauses between them: each read of the client makes progress, the whole
/// takes `time`.
Transmission in_pieces(boost::asio::io_context& io, std::chrono::milliseconds time);

/// Another answer is sent in place of the one that was given.
Transmission replaced(HttpAnswer other);

/// `rest` (absent: as usual) begins after the delay.
Transmission delayed(boost::asio::io_context& io, std::chrono::milliseconds delay, Transmission rest);

/// Calls `work` after the delay, unless the io_context stops before.
void run_later(boost::asio::io_context& io, std::chrono::milliseconds delay, std::function<void()> work);

}  // namespace tillpoints::cloud
