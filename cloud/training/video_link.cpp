#include "cloud/training/video_link.hpp"

#include <algorithm>

namespace tillpoints::cloud {
namespace {

bool is_in(char c, std::string_view more) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') ||
           more.find(c) != std::string_view::npos;
}

}  // namespace

bool is_video_link(std::string_view text) {
    constexpr std::string_view scheme = "https://";
    if (text.size() > longest_video_link || !text.starts_with(scheme)) return false;
    const auto rest = text.substr(scheme.size());
    const auto host = rest.substr(0, rest.find_first_of("/?#"));
    const bool named = !host.empty() && is_in(host.front(), "") &&
                       host.find("..") == std::string_view::npos &&
                       std::all_of(host.begin(), host.end(), [](char c) { return is_in(c, ".-:"); });
    return named &&
           std::all_of(rest.begin(), rest.end(), [](char c) { return is_in(c, "-._~:/?#@!$&()*+,;=%"); });
}

}  // namespace tillpoints::cloud
