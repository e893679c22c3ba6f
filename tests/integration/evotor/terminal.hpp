#pragma once
#include <memory>
#include <string>
#include <vector>

#include "../sidecar/sidecar.hpp"

namespace tillpoints::test {

/// What makes a day short: of the plugin's timing.
extern const Json quick_timing;

/// A terminal: the application in a JVM, with the test register around it. Everything is in one folder, which
/// outlives the process.
class Terminal {
  public:
    /// `settings`: of the application, beside those that make a day short.
    Terminal(const Cloud& cloud, const Json& settings, int receipts);

    /// Plays the day, or goes on with it. `more` are further arguments of ShopDay.
    std::unique_ptr<Process> play(const std::vector<std::string>& more = {}) const;
    /// Waits for the end of the day: everything is told and sent, and the register has seen nothing wrong.
    void finish(std::unique_ptr<Process> day) const;
    /// The ledger's verdict on what the plugin's database, the register's fiscal storage and the cloud say.
    std::string verdict(const Json& plugin) const;
    /// The records are equal, nothing is left over, and points were spent.
    void check(const std::string& verdict) const;

    std::string log() const { return read_file(file("day.log")); }
    std::string file(const std::string& name) const { return folder_ / name; }

  private:
    const Cloud& cloud_;
    Folder folder_;
};

/// Settings of a terminal that loads the library.
Json by_jni(const Cloud& cloud, const std::string& data_directory);
/// Starts the daemon; the terminal shows its token, and knows the daemon by its certificate's fingerprint.
Json by_http(Sidecar& sidecar);

/// The command that runs a Java program of the tests.
std::vector<std::string> java(const std::string& program);

}  // namespace tillpoints::test
