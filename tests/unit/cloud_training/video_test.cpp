#include "cloud/training/video_link.hpp"
#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

TEST_CASE("a video is an https address that leads where it says, and nothing that could run or mislead") {
    for (const auto* right : {"https://video.example", "https://video.example/watch?v=a_B-1&t=2#x",
                              "https://video.example:8443/a/b.mp4", "https://video.example/%D0%B0(1).webm"})
        CHECK(is_video_link(right));
    for (const auto* wrong :
         {"", "https://", "https:///a", "http://video.example", "HTTPS://video.example",
          "javascript:alert(1)", "data:text/html,x", "//video.example", " https://video.example",
          "https://video.example/a b", "https://video.example\n", "https://video.example/\"onclick=",
          "https://video.example/<b>", "https://shop.example@evil.example",
          "https://shop.example:a@evil.example/", "https://evil.example\\@shop.example", "https://.example",
          "https://a..example", "https://вид.example"})
        CHECK_FALSE(is_video_link(wrong));
    CHECK(is_video_link("https://v.example/" + std::string(482, 'a')));
    CHECK_FALSE(is_video_link("https://v.example/" + std::string(483, 'a')));
}

TEST_CASE("an instruction's video is shown to who reads it, and one that is no https address is refused") {
    ConsoleDesk desk;
    const auto owner = desk.somebody("owner", Role::owner);
    const auto employee = desk.somebody("employee", Role::employee);
    const auto write = [&](const std::string& video) {
        return desk.post(owner, "/training/write",
                         R"({"title":"Till","body":"Watch it","video":")" + video + "\"}");
    };
    for (const auto* wrong : {"javascript:alert(1)", "http://video.example", "https://a@video.example"}) {
        const auto answer = write(wrong);
        CHECK(answer.status == 400);
        CHECK(answer.body.find("video") != std::string::npos);
    }
    const auto written = desk.ok(write("https://video.example/till.mp4"));
    const auto at = "?instruction=" + written.find("instruction")->number()->digits;
    for (const auto& answer :
         {desk.get(employee, "/training/instruction" + at), desk.get(owner, "/training/edit" + at)})
        CHECK(*desk.ok(answer).find("video")->string() == "https://video.example/till.mp4");
    const auto without = desk.post(owner, "/training/write", R"({"title":"Plain","body":"Read it"})");
    const auto plain = "?instruction=" + desk.ok(without).find("instruction")->number()->digits;
    CHECK(desk.ok(desk.get(employee, "/training/instruction" + plain)).find("video")->string()->empty());
}
