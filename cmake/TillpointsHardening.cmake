# What is shipped is hardened: the release preset and the packages turn TILLPOINTS_HARDEN on, and the test `hardening`
# reads it off the files. It comes after the other flags, so that none of them takes it back.
option(TILLPOINTS_HARDEN "Hardening flags of the compiler and the linker (needs optimisation)" OFF)
if(NOT TILLPOINTS_HARDEN)
    return()
endif()
include(CheckCXXSourceCompiles)
include(CheckPIESupported)
check_pie_supported()

set(CMAKE_REQUIRED_FLAGS "-O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -Werror")
check_cxx_source_compiles("#include <string.h>
    int main(int n, char**) { char* p = new char[n]; return static_cast<int>(__builtin_dynamic_object_size(p, 0)); }" TILLPOINTS_FORTIFY_3)
unset(CMAKE_REQUIRED_FLAGS)
set(fortify 2)
if(TILLPOINTS_FORTIFY_3)
    set(fortify 3)
endif()
add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=${fortify} -fstack-protector-strong -fstack-clash-protection)
add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)

if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
    # Debian 12's start files do not say that they go with a shadow stack, although they do, so the linker is told.
    # They do lack the landing pads of indirect branch tracking: the product's code has them, the files are not marked.
    add_compile_options(-fcf-protection=full)
    add_link_options(-Wl,-z,shstk)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
    add_compile_options(-mbranch-protection=standard)
endif()
