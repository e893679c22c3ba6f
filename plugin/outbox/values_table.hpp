#pragma once
#include <optional>
#include <string>

#include "plugin/outbox/quarantine.hpp"

namespace tillpoints::outbox {

/// Small named values, for example the settings as the cloud last sent them.
class ValuesTable {
  public:
    ValuesTable(Database& database, const Sealer& sealer, Quarantine& quarantine);

    void put(const std::string& name, const std::string& value);
    std::optional<std::string> find(const std::string& name);

  private:
    const Sealer& sealer_;
    Quarantine& quarantine_;
    SealedTable table_;
    Statement put_;
    Statement find_;
};

}  // namespace tillpoints::outbox
