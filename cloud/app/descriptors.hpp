#pragma once

namespace tillpoints::cloud {

/// To the most this process may have: every till is a connection.
void raise_descriptor_limit();

}  // namespace tillpoints::cloud
