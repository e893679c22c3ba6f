#pragma once
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tillpoints/extensions.h"

namespace tillpoints::cli {

/// The library cannot be loaded, is of another ABI, or lacks what a command needs.
struct NoPlugin : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// libtillpoints.so, loaded and initialised while this object lives.
class Library {
  public:
    /// From `path`, or where it is empty: beside this program, in ../lib of it, or on the system's path.
    /// Throws NoPlugin with the reason of every place that was tried.
    explicit Library(const std::string& path);
    ~Library();
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    std::string_view version() const { return entry_->version; }

    const tillpoints_factory& factory() const;
    const tillpoints_ext_configuration& configuration() const;
    /// Null for a library of an earlier version.
    const tillpoints_ext_configuration_files* configuration_files() const;
    /// Null for a library of an earlier version.
    const tillpoints_ext_installation* installation() const;
    const tillpoints_ext_pricing& pricing() const;
    const tillpoints_ext_inspection& inspection() const;
    const tillpoints_ext_queue& queue() const;
    const tillpoints_ext_receipts& receipts() const;
    const tillpoints_ext_storage& storage() const;
    const tillpoints_ext_diagnosis& diagnosis() const;

  private:
    template <class Extension>
    const Extension& extension(const char* id) const;

    void* handle_ = nullptr;
    const tillpoints_entry_points* entry_ = nullptr;
};

tillpoints_text text_of(std::string_view text);

/// Collects what a call reports: pass `&Reports::collect` and the object's address.
struct Reports {
    std::vector<std::string> texts;
    static void collect(void* user, tillpoints_text report) noexcept;
    std::string only() const { return texts.empty() ? std::string() : texts.front(); }
};

}  // namespace tillpoints::cli
