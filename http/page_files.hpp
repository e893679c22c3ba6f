#pragma once
#include <map>
#include <string>

#include "protocol/http.hpp"

namespace tillpoints {

/// The built files of pages, read once.
class PageFiles {
  public:
    /// Reads the folder; one that is not there has no files.
    explicit PageFiles(const std::string& folder);

    /// share/tillpoints/NAME beside the folder of this program.
    static std::string folder_beside_program(const std::string& name);

    bool empty() const { return files_.empty(); }
    /// The file of a path ("/console/app.js"; "/console/" is its index.html), that it has not changed, or
    /// that it is not there.
    HttpAnswer answer(std::string_view path, const HttpRequest& request) const;

  private:
    struct File {
        std::string type;
        std::string etag;
        std::string plain;
        std::string packed;  ///< the same by gzip; empty: only plain
    };

    std::map<std::string, File, std::less<>> files_;
};

}  // namespace tillpoints
