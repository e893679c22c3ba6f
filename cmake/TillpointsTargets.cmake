# One CMake target per folder, and a folder sees only what it links.
#
# Every folder gets an include root of its own in the build tree, holding one symbolic link back to the
# folder under its repository path. Code writes `#include "plugin/replay/decide.hpp"`; that resolves only
# if the target of plugin/replay is linked, so a dependency the design forbids does not compile.

function(tillpoints_include_root target scope folder)
    set(root ${CMAKE_BINARY_DIR}/roots/${folder})
    get_filename_component(parent ${root}/${folder} DIRECTORY)
    file(MAKE_DIRECTORY ${parent})
    if(NOT EXISTS ${root}/${folder})
        file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${folder} ${root}/${folder} SYMBOLIC)
    endif()
    target_include_directories(${target} ${scope} ${root})
endfunction()

function(tillpoints_warnings target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
        $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Woverloaded-virtual>)
    if(TILLPOINTS_WARNINGS_AS_ERRORS)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
endfunction()

# tillpoints_folder(NAME FOLDER SOURCES ... [LINKS ...]): a static library for one folder.
function(tillpoints_folder name folder)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "SOURCES;LINKS;PRIVATE_LINKS")
    add_library(${name} STATIC ${arg_SOURCES})
    tillpoints_include_root(${name} PUBLIC ${folder})
    target_link_libraries(${name} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
    target_compile_options(${name} PRIVATE -fvisibility=hidden -fvisibility-inlines-hidden
        $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-fno-gnu-unique>)
    tillpoints_warnings(${name})
endfunction()
