#pragma once
#include <optional>
#include <string>

namespace tillpoints::cloud {

/// The files of pictures, each under its id. From any thread.
class PictureFiles {
  public:
    explicit PictureFiles(std::string folder) : folder_(std::move(folder)) {}

    /// All of the bytes, durable, or nothing. Throws std::runtime_error.
    void write(const std::string& id, const std::string& bytes) const;
    /// Nothing if there is no such file. `id` must be one that the database knows.
    std::optional<std::string> read(const std::string& id) const;
    std::string path_of(const std::string& id) const { return folder_ + "/" + id; }

  private:
    std::string folder_;
};

}  // namespace tillpoints::cloud
