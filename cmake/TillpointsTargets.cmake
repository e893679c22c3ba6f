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

# tillpoints_sources(VARIABLE [PATTERNS pattern...] [EXCLUDE file...]): the sources of the current folder that match one
# of the patterns (*.cpp without any). A file that is renamed, added or removed needs no edit here: ninja globs again.
function(tillpoints_sources variable)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "PATTERNS;EXCLUDE")
    if(NOT arg_PATTERNS)
        set(arg_PATTERNS *.cpp)
    endif()
    file(GLOB found RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS ${arg_PATTERNS})
    foreach(file IN LISTS arg_EXCLUDE)
        if(NOT file IN_LIST found)
            message(FATAL_ERROR "${CMAKE_CURRENT_SOURCE_DIR}/CMakeLists.txt excludes ${file}, which is not there")
        endif()
    endforeach()
    list(REMOVE_ITEM found ${arg_EXCLUDE})
    set(${variable} ${found} PARENT_SCOPE)
endfunction()

# tillpoints_folder(NAME [PATTERNS pattern...] [EXCLUDE file...] [LINKS ...] [PRIVATE_LINKS ...]): a static library of
# the sources in the current folder, except main.cpp and the tests (*_test.cpp), which belong to programs.
function(tillpoints_folder name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "PATTERNS;EXCLUDE;LINKS;PRIVATE_LINKS")
    tillpoints_sources(sources PATTERNS ${arg_PATTERNS} EXCLUDE ${arg_EXCLUDE})
    list(FILTER sources EXCLUDE REGEX "(^|/)main\\.cpp$|_test\\.cpp$")
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    add_library(${name} STATIC ${sources})
    tillpoints_include_root(${name} PUBLIC ${folder})
    target_link_libraries(${name} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
    target_compile_options(${name} PRIVATE -fvisibility=hidden -fvisibility-inlines-hidden
        $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-fno-gnu-unique>)
    tillpoints_warnings(${name})
endfunction()
