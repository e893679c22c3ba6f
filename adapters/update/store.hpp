#pragma once
#include <optional>
#include <string>

#include "adapters/update/state.hpp"

namespace tillpoints::update {

/// The folder of an update: archives of both versions, what was seen before, how far it is, and a copy of the
/// tool that began it. One process at a time; it is open to its owner alone. Files are whole or as before
/// after a power cut. Throws std::runtime_error with a sentence for people if the folder cannot be used.
class Store {
  public:
    explicit Store(const std::string& folder);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// False if another process has it.
    bool locked() const { return locked_; }

    const std::string& folder() const { return folder_; }
    std::string archives() const { return folder_ + "/archives"; }
    std::string tool() const { return folder_ + "/tillpoints"; }

    /// True if an update was begun and not ended, also where its state cannot be read.
    bool has_state() const;
    std::optional<State> state() const;
    std::optional<Condition> before() const;
    void keep(const Condition& before) const;
    void keep(const State& state) const;
    /// The update has ended.
    void forget() const;

    /// The running program.
    void keep_tool() const;
    void write(const std::string& name, const std::string& content) const;
    void log(const std::string& text) const;
    /// Onto the disk, with their folder.
    void sync_archives() const;

  private:
    std::string folder_;
    int lock_ = -1;
    bool locked_ = false;
};

}  // namespace tillpoints::update
