#pragma once
#include <string>
#include <vector>

namespace tillpoints {

/// A customer as a stored record names them.
struct NamedCustomer {
    std::vector<std::string> identities;  ///< what was presented (a phone in E.164), the cloud's id
    std::vector<std::string> keys;        ///< keyed hashes of such
};

}  // namespace tillpoints
