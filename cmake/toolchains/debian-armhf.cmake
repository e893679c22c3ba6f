# Debian's cross compiler for armhf (32-bit ARM with hardware floating point).
set(TILLPOINTS_CROSS_ARCHITECTURE armhf)
set(TILLPOINTS_CROSS_TRIPLET arm-linux-gnueabihf)
set(TILLPOINTS_CROSS_PROCESSOR armv7l)
set(TILLPOINTS_CROSS_EMULATOR qemu-arm-static)
include(${CMAKE_CURRENT_LIST_DIR}/debian-cross.cmake)
