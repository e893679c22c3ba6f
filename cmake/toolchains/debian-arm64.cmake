# Debian's cross compiler for arm64.
set(TILLPOINTS_CROSS_ARCHITECTURE arm64)
set(TILLPOINTS_CROSS_TRIPLET aarch64-linux-gnu)
set(TILLPOINTS_CROSS_PROCESSOR aarch64)
set(TILLPOINTS_CROSS_EMULATOR qemu-aarch64-static)
include(${CMAKE_CURRENT_LIST_DIR}/debian-cross.cmake)
