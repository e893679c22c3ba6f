#pragma once
#include <map>
#include <string>

namespace tillpoints::cloud::test {

/// Every statement that SQLite connections of this process run while it lives: what the product itself
/// prepared. Only connections opened meanwhile are heard. One at a time.
class RecordedStatements {
  public:
    RecordedStatements();
    ~RecordedStatements();
    RecordedStatements(const RecordedStatements&) = delete;
    RecordedStatements& operator=(const RecordedStatements&) = delete;

    /// Begins anew.
    void forget() { seen_.clear(); }
    /// By its text with `?` in it: the text with the values it was last run with.
    const std::map<std::string, std::string>& seen() const { return seen_; }

    void hear(const char* text, const char* with_values);

  private:
    std::map<std::string, std::string> seen_;
};

}  // namespace tillpoints::cloud::test
