#pragma once
#include <string>
#include <vector>

#include "adapters/cli/library.hpp"
#include "adapters/doctor/findings.hpp"
#include "adapters/fleet/release.hpp"

namespace tillpoints::cli {

/// Where a terminal keeps what it knows of releases.
class ReleaseStateFile {
  public:
    explicit ReleaseStateFile(std::string path) : path_(std::move(path)) {}
    fleet::ReleaseState read() const;
    /// Throws BadInput if it cannot be written.
    void write(const fleet::ReleaseState& state) const;

  private:
    std::string path_;
};

/// Takes releases to this installation.
class ReleaseTaker {
  public:
    /// `before`: what doctor found before.
    ReleaseTaker(const Library& library, std::string config, ReleaseStateFile file,
                 std::vector<doctor::Finding> before);

    const fleet::ReleaseState& state() const { return state_; }

    /// Puts back what an interrupted call left, and gives a release up whose taking was interrupted too
    /// often.
    void recover();
    /// Takes the release if it is news and signed by `authority`; what became of it is in the state. True if
    /// anything changed. `go_on` is called when its packages are installed: the new version's tool goes on
    /// with the rest.
    bool take(const std::string& document, const std::string& authority, const std::function<void()>& go_on);

  private:
    bool refuse(std::int64_t number, fleet::Refusal why);
    bool update(const fleet::Release& release);
    /// Why the configuration cannot be taken; nothing: it is in its place.
    std::optional<fleet::Refusal> configure(const fleet::Release& release);
    bool is_right(const std::string& drop_in) const;
    bool is_worse(bool ask_network) const;
    void restore();

    const Library& library_;
    std::string config_;
    ReleaseStateFile file_;
    std::vector<doctor::Finding> before_;
    fleet::ReleaseState state_;
};

}  // namespace tillpoints::cli
