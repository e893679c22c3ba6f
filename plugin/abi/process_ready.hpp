#pragma once

namespace tillpoints::abi {

/// Makes what OpenSSL and the C library make once in a process, at the first use of cryptography and at the
/// first look-up of a name. If memory is short at that first use, OpenSSL stays unusable until the process
/// ends, and both may crash. False if there is no memory for it now, or was none the first time. [any thread]
bool make_process_ready() noexcept;

}  // namespace tillpoints::abi
