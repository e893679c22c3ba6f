#pragma once
#include "../cloud/cloud_process.hpp"

namespace tillpoints::cloud::test {

/// `tillpoints-cloud relay` as a process of its own, over TLS on both sides.
class RelayProcess {
  public:
    /// `ca_file` is what it trusts.
    RelayProcess(const std::string& upstream, const std::string& ca_file,
                 std::vector<std::string> arguments = {});
    ~RelayProcess();

    /// A terminal whose network has written something of its own into Authorization.
    Client terminal(const std::string& credential = CloudProcess::credential) const;
    /// The same for answers that are not the cloud's.
    Client unchecked_terminal(const std::string& credential = CloudProcess::credential) const;

    /// Ends the relay and returns everything it logged.
    std::string log();

  private:
    HttpHeaders headers(const std::string& credential) const;

    DataDirectory data_;
    Started started_;
    std::string said_;
    std::uint16_t port_ = 0;
};

}  // namespace tillpoints::cloud::test
