#pragma once
#include <cstdint>
#include <map>
#include <memory>

#include "driver.hpp"
#include "process.hpp"

namespace tillpoints::bench {

/// The reference cloud as a process, over TLS. A restart keeps the port.
class Cloud {
  public:
    Cloud(std::string program, std::string folder, const std::string& programme);

    void start();
    void stop();
    std::uint16_t port() const { return port_; }
    const std::string& folder() const { return folder_; }

    /// New customers with 500 points each, as `customers` of a driver's setup.
    Json join(int count);
    /// How many requests of terminals were answered since the start: all but those for the settings, or those
    /// of one name.
    int answered();
    int answered(const std::string& name);

  private:
    Json office(const std::string& method, const std::string& path, const Json& body = {});

    std::string program_;
    std::string folder_;
    std::unique_ptr<test::Process> process_;
    std::uint16_t port_ = 0;
    std::uint16_t office_port_ = 0;
    int joined_ = 0;
};

}  // namespace tillpoints::bench
