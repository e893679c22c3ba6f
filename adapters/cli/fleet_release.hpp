#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/cli/library.hpp"
#include "adapters/doctor/findings.hpp"
#include "adapters/fleet/release.hpp"

namespace tillpoints::cli {

/// Where a terminal keeps what it knows of releases, for one process at a time.
class ReleaseStateFile {
  public:
    /// Throws BadInput while another process has it.
    explicit ReleaseStateFile(std::string path);
    ~ReleaseStateFile();
    ReleaseStateFile(const ReleaseStateFile&) = delete;
    ReleaseStateFile& operator=(const ReleaseStateFile&) = delete;

    /// Throws BadInput for a file that is damaged.
    fleet::ReleaseState read() const;
    /// Throws BadInput if it cannot be written.
    void write(const fleet::ReleaseState& state) const;

  private:
    std::string path_;
    int lock_ = -1;
};

/// What is the case before a release is taken.
struct Before {
    std::vector<doctor::Finding> findings;
    std::int64_t waiting = 0;  ///< entries that have not reached the loyalty cloud
};

/// Takes releases to this installation.
class ReleaseTaker {
  public:
    /// `file` must outlive it. `authority`: whose releases are believed.
    ReleaseTaker(const Library& library, std::string config, const ReleaseStateFile& file,
                 std::string authority, Before before);

    const fleet::ReleaseState& state() const { return state_; }

    /// Puts back what an interrupted call left, and gives a release up whose taking was interrupted too
    /// often.
    void recover();
    /// Takes the release if it is news and signed by the authority; what became of it is in the state. True
    /// if it was taken or refused now; false if there is nothing to do, or it must wait. `go_on` is called
    /// when its packages are installed: the new version's tool goes on with the rest, in place of this one.
    bool take(const std::string& document, const std::function<void()>& go_on);

  private:
    bool refuse(std::int64_t number, fleet::Refusal why);
    /// Nothing where the packages have the version now; otherwise it is refused or tried again later.
    std::optional<bool> update(const fleet::Release& release);
    void begin(std::int64_t number);
    /// Why the configuration cannot be taken; nothing: it is in its place.
    std::optional<fleet::Refusal> configure(const fleet::Release& release);
    bool is_right(const std::string& drop_in) const;
    bool is_worse(bool ask_network) const;
    void restore();

    const Library& library_;
    std::string config_;
    const ReleaseStateFile& file_;
    std::string authority_;
    Before before_;
    fleet::ReleaseState state_;
};

}  // namespace tillpoints::cli
