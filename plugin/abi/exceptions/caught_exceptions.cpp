/// What the C++ runtime knows of the exceptions of a thread. The runtime's own object is allocated at its
/// first use on each thread, that is when the first exception is thrown; this one has its place from the
/// thread's start (plugin/CMakeLists.txt).
namespace {

/// The structure of the Itanium C++ ABI.
struct CaughtExceptions {
    void* latest;
    unsigned uncaught;
};
thread_local constinit CaughtExceptions caught_exceptions{};

}  // namespace

extern "C" {
void* __cxa_get_globals() noexcept;
void* __cxa_get_globals_fast() noexcept;
}

void* __cxa_get_globals() noexcept {
    return &caught_exceptions;
}
void* __cxa_get_globals_fast() noexcept {
    return &caught_exceptions;
}
