#pragma once
#include "tillpoints/tillpoints.h"

namespace tillpoints::conform {

/// The functions that a host calls, and the object they belong to, which must have `submit` and `destroy`.
/// Instances of this plugin have no extensions.
template <class Owner>
struct Handle {
    tillpoints_instance table;
    Owner* owner;

    explicit Handle(Owner& of_these) : table{}, owner(&of_these) {
        table.struct_size = sizeof table;
        table.submit = [](tillpoints_instance* self, tillpoints_text event, std::uint32_t deadline_ms,
                          tillpoints_reply_fn reply, void* user) {
            return reinterpret_cast<Handle*>(self)->owner->submit(event, deadline_ms, reply, user);
        };
        table.get_extension = [](tillpoints_instance*, const char*) -> const void* { return nullptr; };
        table.destroy = [](tillpoints_instance* self) { reinterpret_cast<Handle*>(self)->owner->destroy(); };
    }
};

}  // namespace tillpoints::conform
