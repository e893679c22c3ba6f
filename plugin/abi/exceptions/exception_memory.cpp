#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>

/// Memory for exceptions, in the place of the C++ runtime's own. That one takes its reserve from the heap
/// when the library is loaded, goes on without a reserve if there was no memory then, and ends the process at
/// the first exception that finds none. This reserve is a part of the library.
namespace {

/// The runtime keeps its own data in front of the thrown object, at most this much. A multiple of every
/// alignment.
constexpr std::size_t header = 256;
constexpr std::size_t slot_size = 1024;
/// An exception is caught soon after it was thrown, so as many are enough as threads may fail at a time.
constexpr std::size_t slots = 64;

struct alignas(64) Slot {
    std::byte bytes[slot_size];
};
Slot reserve[slots];
std::atomic_flag taken[slots];

void* from_reserve(std::size_t size) {
    if (size > slot_size) return nullptr;
    for (std::size_t i = 0; i < slots; ++i)
        if (!taken[i].test_and_set(std::memory_order_acquire)) return &reserve[i];
    return nullptr;
}

void* allocate(std::size_t thrown_size) {
    const std::size_t size = header + thrown_size;
    void* memory = std::malloc(size);
    if (!memory) memory = from_reserve(size);
    if (!memory) std::terminate();
    std::memset(memory, 0, header);
    return static_cast<std::byte*>(memory) + header;
}

void release(void* thrown) {
    void* const memory = static_cast<std::byte*>(thrown) - header;
    const std::less<const void*> before;
    if (before(memory, reserve) || !before(memory, reserve + slots)) return std::free(memory);
    taken[static_cast<Slot*>(memory) - reserve].clear(std::memory_order_release);
}

}  // namespace

/// The four functions by which the Itanium C++ ABI lets a runtime manage this memory.
extern "C" {
void* __cxa_allocate_exception(std::size_t thrown_size) noexcept;
void __cxa_free_exception(void* thrown) noexcept;
void* __cxa_allocate_dependent_exception() noexcept;
void __cxa_free_dependent_exception(void* dependent) noexcept;
}

void* __cxa_allocate_exception(std::size_t thrown_size) noexcept {
    return allocate(thrown_size);
}
void __cxa_free_exception(void* thrown) noexcept {
    release(thrown);
}
/// What std::rethrow_exception throws consists of a header only.
void* __cxa_allocate_dependent_exception() noexcept {
    void* const memory = allocate(header);
    std::memset(memory, 0, header);
    return memory;
}
void __cxa_free_dependent_exception(void* dependent) noexcept {
    release(dependent);
}
