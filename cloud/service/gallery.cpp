#include "cloud/service/gallery.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "cloud/service/answers.hpp"
#include "cloud/service/error_texts.hpp"
#include "protocol/loyalty/target.hpp"
#include "protocol/loyalty/wire.hpp"

namespace tillpoints::cloud {
namespace {

/// In the language the request asks for.
HttpAnswer written(const loyalty::Refusal& refusal, const HttpRequest& request) {
    const auto language = loyalty::language_of(header_of(request.headers, "Accept-Language"));
    return loyalty::answer_to_http(in_language(refusal, language));
}

loyalty::Refusal refused(UploadFault fault) {
    switch (fault) {
        case UploadFault::used:
            return named_refusal(409, "imageExists");
        case UploadFault::wrong_type:
        case UploadFault::empty:
            return named_refusal(415, "imageTypeWrong");
        case UploadFault::too_large:
            return named_refusal(413, "imageTooLarge");
        default:
            return refusal(Errc::forbidden);
    }
}

constexpr const char* unfinished = ".new";
constexpr std::chrono::hours longest_put{1};
constexpr std::chrono::hours shortest_life{24};

/// The picture and the token that a target names; empty where it names none.
struct Place {
    explicit Place(const HttpRequest& request) {
        const auto target = loyalty::parse_target(request.target).value_or(loyalty::Target());
        if (target.segments.size() == 2) id = target.segments[1];
        if (const auto* given = target.parameter("token")) token = *given;
    }
    std::string id;
    std::string token;
};

Reply said(HttpAnswer answer) {
    Reply reply;
    reply.answer = std::move(answer);
    return reply;
}

/// All of the bytes on disk under this name, or nothing of them.
void write_whole(const std::string& path, const std::string& bytes) {
    const auto next = path + unfinished;
    const int file = ::open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) throw std::runtime_error("cannot write the picture");
    std::size_t written = 0;
    while (written < bytes.size()) {
        const auto more = ::write(file, bytes.data() + written, bytes.size() - written);
        if (more <= 0) break;
        written += static_cast<std::size_t>(more);
    }
    const bool whole = written == bytes.size() && ::fsync(file) == 0;
    ::close(file);
    if (!whole || std::rename(next.c_str(), path.c_str()) != 0)
        throw std::runtime_error("cannot write the picture");
}

}  // namespace

Gallery::Gallery(Service& service, std::string folder) : service_(service), folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
}

std::optional<ImageRecord> Gallery::record_of(const std::string& id) {
    std::optional<ImageRecord> record;
    if (is_uuid(id)) service_.storage().look([&](Books& books) { record = books.image(id); });
    return record;
}

HttpAnswer Gallery::put(const std::string& id, const std::string& token, const HttpRequest& request) {
    const auto record = record_of(id);
    const auto type = header_of(request.headers, "Content-Type");
    if (const auto fault = judge_upload(record, token, type, request.body, service_.now()))
        return written(refused(*fault), request);
    write_whole(path_of(id), request.body);
    bool noted = false;
    service_.storage().transact([&](Books& books) {
        noted = books.set_image_size(id, static_cast<std::int64_t>(request.body.size()));
    });
    if (!noted && !record_of(id)) {  // its time ran out and it was swept meanwhile
        std::filesystem::remove(path_of(id));
        return written(refused(UploadFault::forbidden), request);
    }
    return {200, {}, {}};
}

HttpAnswer Gallery::get(const std::string& id, const HttpRequest& request) {
    const auto record = record_of(id);
    std::ifstream file(record && record->size ? path_of(id) : "", std::ios::binary);
    if (!file) return written(refusal(Errc::not_found), request);
    return {200,
            {{"Content-Type", record->content_type}, {"X-Content-Type-Options", "nosniff"}},
            std::string(std::istreambuf_iterator<char>(file), {})};
}

bool Gallery::is_rubbish(const std::filesystem::path& file) {
    std::error_code ignored;
    const auto name = file.filename().string();
    const auto age =
        std::filesystem::file_time_type::clock::now() - std::filesystem::last_write_time(file, ignored);
    if (is_uuid(name)) return age > shortest_life && !record_of(name);
    return file.extension() == unfinished && is_uuid(file.stem().string()) && age > longest_put;
}

bool Gallery::is_known() {
    bool known = false;
    service_.storage().look([&](Books& books) { known = books.has_images(); });
    return known;
}

bool Gallery::tidy() {
    // Books that know no picture at all are new, or not those of this folder.
    if (!is_known()) return false;
    constexpr int most_files = 100;
    const std::filesystem::directory_iterator end;
    std::error_code ignored;
    if (tidying_ == end) tidying_ = std::filesystem::directory_iterator(folder_, ignored);
    for (int seen = 0; seen < most_files && tidying_ != end; ++seen) {
        const auto file = tidying_->path();
        tidying_.increment(ignored);
        if (is_rubbish(file)) std::filesystem::remove(file, ignored);
    }
    return tidying_ != end;
}

std::optional<UploadFault> Gallery::fault_of(const HttpRequest& head) {
    const Place place(head);
    return judge_slot(record_of(place.id), place.token, header_of(head.headers, "Content-Type"),
                      service_.now());
}

Admission Gallery::admit(const HttpRequest& head) {
    if (head.method != "PUT") return {most_refused_bytes};
    try {
        if (const auto fault = fault_of(head))
            return refused_admission([fault = *fault, head] { return said(written(refused(fault), head)); });
    } catch (const std::exception& error) {
        return refused_admission([failure = refusal(Errc::server_failed, error.what()), head] {
            return said(written(failure, head));
        });
    }
    return {most_image_bytes, [head] { return said(written(refused(UploadFault::too_large), head)); }};
}

Reply Gallery::serve(const HttpRequest& request) {
    const Place place(request);
    try {
        if (request.method == "PUT") return said(put(place.id, place.token, request));
        if (request.method == "GET") return said(get(place.id, request));
        return said(written(refusal(Errc::not_found), request));
    } catch (const std::exception& error) {
        return said(written(refusal(Errc::server_failed, error.what()), request));
    }
}

}  // namespace tillpoints::cloud
