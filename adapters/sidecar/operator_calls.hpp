#pragma once
#include <string>
#include <vector>

#include "adapters/sidecar/plugin_library.hpp"
#include "adapters/sidecar/settings.hpp"

namespace tillpoints::sidecar {

/// What the library answered to a person who looks or decides.
struct OperatorAnswer {
    tillpoints_status status = TILLPOINTS_UNAVAILABLE;  ///< also where the library cannot do this
    std::vector<Json> reports;
    Json first() const { return reports.empty() ? Json() : reports.front(); }
    /// The first of the problems that the report names; empty if there is none.
    std::string problem() const;
};

/// The library's calls for operators, on one plugin's configuration. They block; any thread.
class OperatorCalls {
  public:
    explicit OperatorCalls(const PluginLibrary& library) : library_(library) {}

    OperatorAnswer status(const std::string& configuration) const;
    OperatorAnswer receipt(const std::string& configuration, const std::string& receipt) const;
    OperatorAnswer queue(const std::string& configuration) const;
    OperatorAnswer entry(const std::string& configuration, const std::string& number) const;
    OperatorAnswer open_receipts(const std::string& configuration) const;
    OperatorAnswer command(const std::string& configuration, const Json& command) const;

  private:
    const PluginLibrary& library_;
};

}  // namespace tillpoints::sidecar
