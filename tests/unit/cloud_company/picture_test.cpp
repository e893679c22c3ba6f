#include <catch2/catch.hpp>

#include "cloud/company/picture.hpp"

using namespace tillpoints::cloud;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

const auto png = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\0\x40\x08\6\0\0\0____"s;
/// With a segment that an editor wrote before the frame.
const auto jpeg = "\xff\xd8\xff\xe0\0\6abcd\xff\xff\xc0\0\x11\x08\0\x30\0\x20\3________________"s;
const auto webp = "RIFF\x20\0\0\0WEBPVP8 \x10\0\0\0\0\0\0\x9d\x01\x2a\x20\0\x10\0____"s;

}  // namespace

TEST_CASE("what a picture is and how large it is are read from its bytes") {
    CHECK(picture_kind(png) == PictureKind{"image/png", 256, 64});
    CHECK(picture_kind(jpeg) == PictureKind{"image/jpeg", 32, 48});
    CHECK(picture_kind(webp) == PictureKind{"image/webp", 32, 16});
}

TEST_CASE("what only begins like a picture, or may hold a program, is none") {
    for (const auto& bytes :
         {""s, "GIF89a"s, "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"s, "<html>"s, "%PDF-1.7"s,
          "\x89PNG\r\n\x1a\n<script>alert(1)</script>padding"s, "\xff\xd8\xff<script>alert(1)</script>"s,
          "RIFF____WEBP<script>alert(1)</script>__"s})
        CHECK_FALSE(picture_kind(bytes));
    for (const auto& whole : {png.substr(0, 33), jpeg.substr(0, 20), webp.substr(0, 30)})
        for (std::size_t size = 0; size < whole.size(); ++size) {
            INFO(size);
            CHECK_FALSE(picture_kind(std::string_view(whole).substr(0, size)));
        }
}

TEST_CASE("a picture of no size, or of more points than a phone should hold, is not shown") {
    CHECK(is_showable({"image/png", 1, 4096}));
    CHECK_FALSE(is_showable({"image/png", 0, 10}));
    CHECK_FALSE(is_showable({"image/png", 10, 4097}));
}
