#pragma once
#include <memory>
#include <string>
#include <vector>

#include "adapters/simulator/customer_app.hpp"
#include "adapters/simulator/options.hpp"
#include "adapters/simulator/till_state.hpp"

namespace tillpoints::simulator {

/// The folder a run without --fiscal lives in; removed with this object.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

std::string read_file(const std::string& path);

/// The state to go on with: the one of the file where it belongs to the same day and is not finished, else a
/// new run. Of an unfinished other day the open receipts are handed back in `left_open`.
TillState state_for(const Options& options, const std::string& state_file, const std::string& now,
                    std::vector<std::string>& left_open);

std::unique_ptr<CustomerApp> customers_for(const Options& options, const TillState& state);

}  // namespace tillpoints::simulator
