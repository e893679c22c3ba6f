#pragma once
#include <string_view>

namespace tillpoints::cloud {

inline constexpr std::size_t longest_video_link = 500;

/// May a page show this as a link to a video? https, a host in plain letters, and nothing that could be taken
/// for another address: no name before the host, no spaces, quotes or brackets. What is behind it is not
/// looked at.
bool is_video_link(std::string_view text);

}  // namespace tillpoints::cloud
