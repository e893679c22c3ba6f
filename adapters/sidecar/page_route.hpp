#pragma once
#include <string_view>

#include "adapters/sidecar/page_api.hpp"

namespace tillpoints::sidecar {

/// One call of the pages: where it is, what it does, and who may make it.
struct PageApi::Route {
    enum class Call {
        session,
        sign_in,
        sign_out,
        shift,
        receipts,
        qr,
        waiting,
        overview,
        queue,
        entry,
        explain,
        command,
        open_receipts,
        day,
        log,
        settings
    };
    enum class For { anybody, signed_in, cashier, panel, technician };
    std::string_view path;
    std::string_view method;
    Call call;
    For whom;
};

}  // namespace tillpoints::sidecar
