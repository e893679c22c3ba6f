# One CMake target per folder, and a folder sees only what its row of TillpointsRooms.cmake allows.
#
# Every folder gets an include root of its own in the build tree, holding one symbolic link back to the
# folder under its repository path. Code writes `#include "plugin/replay/decide.hpp"`; that resolves only
# if the root of plugin/replay is given to the target. Roots are not passed on from one target to another.

function(tillpoints_include_root target scope folder)
    set(root ${CMAKE_BINARY_DIR}/roots/${folder})
    get_filename_component(parent ${root}/${folder} DIRECTORY)
    file(MAKE_DIRECTORY ${parent})
    if(NOT EXISTS ${root}/${folder})
        file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${folder} ${root}/${folder} SYMBOLIC)
    endif()
    target_include_directories(${target} ${scope} ${root})
endfunction()

# Gives a target that is compiled from the current folder the include roots of the folder's row. Tests have no row:
# they see everything, by the include root that tests/CMakeLists.txt sets.
function(tillpoints_enter_room target)
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    if(folder MATCHES "^tests(/|$)")
        tillpoints_include_root(${target} PUBLIC ${folder})
        return()
    endif()
    if(NOT folder IN_LIST TILLPOINTS_ROOMS)
        message(FATAL_ERROR "${folder} has no row in cmake/TillpointsRooms.cmake")
    endif()
    string(MAKE_C_IDENTIFIER ${folder} id)
    set_property(GLOBAL PROPERTY TILLPOINTS_TARGET_${id} ${target})
    foreach(seen IN LISTS TILLPOINTS_SEES_${id} TILLPOINTS_THROUGH_${id} ITEMS ${folder})
        # The public headers are included as a host includes them; who links them has their folder.
        if(NOT seen STREQUAL plugin/include)
            tillpoints_include_root(${target} PRIVATE ${seen})
        endif()
    endforeach()
endfunction()

function(tillpoints_warnings target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
        $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Woverloaded-virtual>)
    if(TILLPOINTS_WARNINGS_AS_ERRORS)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
endfunction()

# Compiles the sources of a target together, in groups of `size` (0: all of them). Most of the time of a compilation goes
# into headers and templates that the sources of a folder share. For this, names in anonymous namespaces are unique within
# a folder. TILLPOINTS_UNITY=OFF compiles every source alone, as the clang leg of ./run matrix does, so that a missing
# include is found.
function(tillpoints_compile_together target size)
    if(TILLPOINTS_UNITY AND NOT size EQUAL 1)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${size})
        # A local variable may have the name of something that another source of the group made global.
        target_compile_options(${target} PRIVATE "$<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-shadow;-Wshadow=local>")
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

# tillpoints_folder(NAME [PATTERNS pattern...] [EXCLUDE file...] [LINKS ...] [PRIVATE_LINKS ...] [GROUP size]): a static
# library of the sources in the current folder, except main.cpp and the tests (*_test.cpp), which belong to programs.
function(tillpoints_folder name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "GROUP" "PATTERNS;EXCLUDE;LINKS;PRIVATE_LINKS")
    tillpoints_sources(sources PATTERNS ${arg_PATTERNS} EXCLUDE ${arg_EXCLUDE})
    list(FILTER sources EXCLUDE REGEX "(^|/)main\\.cpp$|_test\\.cpp$")
    add_library(${name} STATIC ${sources})
    tillpoints_enter_room(${name})
    target_link_libraries(${name} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
    target_compile_options(${name} PRIVATE -fvisibility=hidden -fvisibility-inlines-hidden
        $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-fno-gnu-unique>)
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    if(folder MATCHES "^(plugin|protocol)(/|$)")
        target_compile_options(${name} PRIVATE ${TILLPOINTS_FOR_SIZE})
    endif()
    tillpoints_warnings(${name})
    if(NOT DEFINED arg_GROUP)
        set(arg_GROUP 0)
    endif()
    tillpoints_compile_together(${name} ${arg_GROUP})
endfunction()
