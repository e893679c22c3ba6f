#include "cloud/api/goods/image_endpoint.hpp"

#include "cloud/api/error_texts.hpp"
#include "cloud/api/refusals.hpp"
#include "protocol/loyalty/target.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {
namespace {

/// The response, in the language that the request asks for.
HttpAnswer to_http(const loyalty::Refusal& refusal, const HttpRequest& request) {
    const auto language = loyalty::language_of(header_of(request.headers, "Accept-Language"));
    return loyalty::answer_to_http(in_language(refusal, language));
}

loyalty::Refusal refused(UploadError fault) {
    switch (fault) {
        case UploadError::used:
            return named_refusal(409, "imageExists");
        case UploadError::wrong_type:
        case UploadError::empty:
            return named_refusal(415, "imageTypeWrong");
        case UploadError::too_large:
            return named_refusal(413, "imageTooLarge");
        default:
            return refusal(Errc::forbidden);
    }
}

constexpr const char* unfinished = ".new";
constexpr std::chrono::hours longest_put{1};
constexpr std::chrono::hours shortest_life{24};

/// The picture and the token that a target names; empty if it names none.
struct ImageTarget {
    explicit ImageTarget(const HttpRequest& request) {
        const auto target = loyalty::parse_target(request.target).value_or(loyalty::Target());
        if (target.segments.size() == 2) id = target.segments[1];
        if (const auto* given = target.parameter("token")) token = *given;
    }
    std::string id;
    std::string token;
};

}  // namespace

ImageEndpoint::ImageEndpoint(Service& service, std::string folder)
    : service_(service), folder_(std::move(folder)), pictures_(folder_) {
    std::filesystem::create_directories(folder_);
}

std::optional<ImageRecord> ImageEndpoint::record_of(const std::string& id) {
    std::optional<ImageRecord> record;
    if (is_uuid(id)) service_.storage().read([&](Transaction& db) { record = db.images.find(id); });
    return record;
}

HttpAnswer ImageEndpoint::put(const std::string& id, const std::string& token, const HttpRequest& request) {
    const auto record = record_of(id);
    const auto type = header_of(request.headers, "Content-Type");
    if (const auto fault = check_upload(record, token, type, request.body, service_.now()))
        return to_http(refused(*fault), request);
    pictures_.write(id, request.body);
    bool noted = false;
    service_.storage().transact([&](Transaction& db) {
        noted = db.images.set_size(id, static_cast<std::int64_t>(request.body.size()));
    });
    if (!noted && !record_of(id)) {  // its time ran out and it was swept meanwhile
        std::filesystem::remove(pictures_.path_of(id));
        return to_http(refused(UploadError::forbidden), request);
    }
    return {200, {}, {}};
}

HttpAnswer ImageEndpoint::get(const std::string& id, const HttpRequest& request) {
    const auto record = record_of(id);
    auto bytes = record && record->size ? pictures_.read(id) : std::nullopt;
    if (!bytes) return to_http(refusal(Errc::not_found), request);
    return {200,
            {{"Content-Type", record->content_type}, {"X-Content-Type-Options", "nosniff"}},
            std::move(*bytes)};
}

bool ImageEndpoint::is_orphan(const std::filesystem::path& file) {
    std::error_code ignored;
    const auto name = file.filename().string();
    const auto age =
        std::filesystem::file_time_type::clock::now() - std::filesystem::last_write_time(file, ignored);
    if (is_uuid(name)) return age > shortest_life && !record_of(name);
    return file.extension() == unfinished && is_uuid(file.stem().string()) && age > longest_put;
}

bool ImageEndpoint::is_known() {
    bool known = false;
    service_.storage().read([&](Transaction& db) { known = db.images.any(); });
    return known;
}

bool ImageEndpoint::remove_orphans() {
    // A database without any picture is new, or it is not the one of this folder.
    if (!is_known()) return false;
    constexpr int max_files = 100;
    const std::filesystem::directory_iterator end;
    std::error_code ignored;
    if (orphans_left_ == end) orphans_left_ = std::filesystem::directory_iterator(folder_, ignored);
    for (int seen = 0; seen < max_files && orphans_left_ != end; ++seen) {
        const auto file = orphans_left_->path();
        orphans_left_.increment(ignored);
        if (is_orphan(file)) std::filesystem::remove(file, ignored);
    }
    return orphans_left_ != end;
}

std::optional<UploadError> ImageEndpoint::fault_of(const HttpRequest& head) {
    const ImageTarget target(head);
    return check_slot(record_of(target.id), target.token, header_of(head.headers, "Content-Type"),
                      service_.now());
}

Admission ImageEndpoint::admit(const HttpRequest& head) {
    if (head.method != "PUT") return {max_refused_bytes};
    try {
        if (const auto fault = fault_of(head))
            return refused_admission([fault = *fault, head] { return to_http(refused(fault), head); });
    } catch (const std::exception& error) {
        return refused_admission(
            [failure = refusal(Errc::server_failed, error.what()), head] { return to_http(failure, head); });
    }
    return {max_image_bytes, [head] { return to_http(refused(UploadError::too_large), head); }};
}

HttpAnswer ImageEndpoint::serve(const HttpRequest& request) {
    const ImageTarget target(request);
    try {
        if (request.method == "PUT") return put(target.id, target.token, request);
        if (request.method == "GET") return get(target.id, request);
        return to_http(refusal(Errc::not_found), request);
    } catch (const std::exception& error) {
        return to_http(refusal(Errc::server_failed, error.what()), request);
    }
}

}  // namespace tillpoints::cloud
