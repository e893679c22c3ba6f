#pragma once
#include <map>
#include <string>

#include "http/reply.hpp"

namespace tillpoints::sidecar {

/// The files of the shop's pages, read once at start.
class PageAssets {
  public:
    /// Reads the folder; an empty path is share/tillpoints/pages beside the program's folder. Without a
    /// folder there are no pages.
    explicit PageAssets(const std::string& folder);

    /// Is this a path of the pages, whether there is such a file or not?
    static bool owns(std::string_view path);
    /// The file, that it has not changed, where it went, or that it is not there.
    HttpAnswer answer(const HttpRequest& request) const;
    bool empty() const { return files_.empty(); }

  private:
    struct File {
        std::string type;
        std::string etag;
        std::string plain;
        std::string packed;  ///< the same by gzip; empty: only plain
    };
    void read(const std::string& folder);

    std::map<std::string, File, std::less<>> files_;  ///< by path: "/cashier/app.js"
};

}  // namespace tillpoints::sidecar
