#pragma once
#include <memory>
#include <string>
#include <vector>

#include "adapters/simulator/customer_app.hpp"
#include "adapters/simulator/options.hpp"
#include "adapters/simulator/register_state.hpp"

namespace tillpoints::simulator {

/// The folder for the files of a run without --fiscal; removed with this object.
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

/// The state to continue: the file's if it belongs to the same day and is not finished, otherwise a new
/// run's. Open receipts of another, unfinished day are returned in `left_open`.
RegisterState state_for(const Options& options, const std::string& state_file, const std::string& now,
                        std::vector<std::string>& left_open);

std::unique_ptr<CustomerApp> customers_for(const Options& options, const RegisterState& state);

}  // namespace tillpoints::simulator
