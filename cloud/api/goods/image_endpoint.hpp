#pragma once
#include <filesystem>

#include "cloud/api/goods/images.hpp"
#include "cloud/api/goods/picture_files.hpp"
#include "cloud/api/service.hpp"
#include "http/admission.hpp"

namespace tillpoints::cloud {

/// Accepts pictures at the address that `RequestImageUpload` gave, and serves them to everybody:
///
///     PUT /images/ID?token=TOKEN   once, in time, with the content type that was asked for
///     GET /images/ID
///
/// Used by one thread. `service` must outlive it.
class ImageEndpoint {
  public:
    /// Makes the folder if it is not there.
    ImageEndpoint(Service& service, std::string folder);

    static bool has(const HttpRequest& request) { return request.target.starts_with("/images/"); }
    /// Refuses an upload that is not allowed before its bytes come. Never throws.
    Admission admit(const HttpRequest& head);
    /// Never throws.
    HttpAnswer serve(const HttpRequest& request);

    /// Removes image files, older than a day, that the database does not know, and what an interrupted upload
    /// left; a few at a time. Removes nothing while the database has no picture. False when the whole folder
    /// was visited. Throws StorageFailed.
    bool remove_orphans();

  private:
    bool is_known();
    bool is_orphan(const std::filesystem::path& file);
    std::optional<UploadError> fault_of(const HttpRequest& head);
    HttpAnswer put(const std::string& id, const std::string& token, const HttpRequest& request);
    HttpAnswer get(const std::string& id, const HttpRequest& request);
    std::optional<ImageRecord> record_of(const std::string& id);

    Service& service_;
    std::string folder_;
    PictureFiles pictures_;
    std::filesystem::directory_iterator orphans_left_;  ///< at its end: the next call begins anew
};

}  // namespace tillpoints::cloud
