#pragma once
#include <map>
#include <string>

namespace tillpoints::cloud::test {

/// Every statement that the SQLite connections of this process run while it exists: the text that the product
/// itself prepared. Connections that were opened earlier are not recorded. One at a time.
class RecordedStatements {
  public:
    RecordedStatements();
    ~RecordedStatements();
    RecordedStatements(const RecordedStatements&) = delete;
    RecordedStatements& operator=(const RecordedStatements&) = delete;

    /// Forgets what was recorded so far.
    void clear() { seen_.clear(); }
    /// By its text with `?` in it: the text with the values it was last run with.
    const std::map<std::string, std::string>& seen() const { return seen_; }

    void record(const char* text, const char* with_values);

  private:
    std::map<std::string, std::string> seen_;
};

}  // namespace tillpoints::cloud::test
