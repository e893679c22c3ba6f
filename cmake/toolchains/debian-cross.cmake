# What the cross compilers of Debian have in common. The libraries of the other architecture stand in a folder of their
# own that packaging/cross/sysroot.sh fills, so that nothing foreign is installed on the machine that builds.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ${TILLPOINTS_CROSS_PROCESSOR})
set(CMAKE_LIBRARY_ARCHITECTURE ${TILLPOINTS_CROSS_TRIPLET})
set(CMAKE_C_COMPILER ${TILLPOINTS_CROSS_TRIPLET}-gcc)
set(CMAKE_CXX_COMPILER ${TILLPOINTS_CROSS_TRIPLET}-g++)
get_filename_component(CMAKE_SYSROOT ${CMAKE_CURRENT_LIST_DIR}/../../build/sysroot/${TILLPOINTS_CROSS_ARCHITECTURE} ABSOLUTE)
# Programs of this machine, libraries and headers of the other one.
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
# The emulator is called by name, because a machine need not be set up to start foreign programs.
set(CMAKE_CROSSCOMPILING_EMULATOR ${TILLPOINTS_CROSS_EMULATOR} -L ${CMAKE_SYSROOT})
