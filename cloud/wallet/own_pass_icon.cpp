#include "cloud/keys/base64.hpp"
#include "cloud/wallet/pass_files.hpp"

namespace tillpoints::cloud {

std::string own_pass_icon() {
    // web/ui/icon.svg at 87 pixels, in two colours.
    static constexpr auto picture =
        "iVBORw0KGgoAAAANSUhEUgAAAFcAAABXAQMAAABLBksvAAAABlBMVEULbk////8qa+5ZAAAAIUlEQVR42mNgGLbA/j8I/Bn0"
        "bAYG9v8P4K4eZQ8/9hADACQhouWXk/YaAAAAAElFTkSuQmCC";
    return from_base64(picture).value();
}

}  // namespace tillpoints::cloud
