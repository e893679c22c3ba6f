#pragma once
#include <filesystem>

#include "cloud/api/goods/images.hpp"
#include "cloud/api/service.hpp"
#include "cloud/server/admission.hpp"

namespace tillpoints::cloud {

/// Takes pictures where `RequestImageUpload` sent them and shows them to everybody:
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
    /// Refuses a picture that may not be put, before its bytes come. Never throws.
    Admission admit(const HttpRequest& head);
    /// Never throws.
    HttpAnswer serve(const HttpRequest& request);

    /// Removes the files, older than a day, of pictures that the books have forgotten, and what a put that
    /// was cut short left; a few at a time. Nothing at all while the books hold no picture. False when the
    /// whole folder was seen. Throws StorageFailed.
    bool remove_orphans();

  private:
    bool is_known();
    bool is_orphan(const std::filesystem::path& file);
    std::optional<UploadError> fault_of(const HttpRequest& head);
    HttpAnswer put(const std::string& id, const std::string& token, const HttpRequest& request);
    HttpAnswer get(const std::string& id, const HttpRequest& request);
    std::optional<ImageRecord> record_of(const std::string& id);
    std::string path_of(const std::string& id) const { return folder_ + "/" + id; }

    Service& service_;
    std::string folder_;
    std::filesystem::directory_iterator orphans_left_;  ///< at its end: the next tidy begins anew
};

}  // namespace tillpoints::cloud
