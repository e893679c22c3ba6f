#pragma once
#include <atomic>
#include <cstdint>

namespace tillpoints::cloud {

/// Counts the rows that queries of this thread read while it lives, so that others see how far a long reading
/// has come.
class CountedRows {
  public:
    /// `rows` must outlive this.
    explicit CountedRows(std::atomic<std::int64_t>& rows);
    ~CountedRows();
    CountedRows(const CountedRows&) = delete;
    CountedRows& operator=(const CountedRows&) = delete;

    /// A query of this thread has read a row.
    static void add();

  private:
    std::atomic<std::int64_t>* const before_;
};

}  // namespace tillpoints::cloud
