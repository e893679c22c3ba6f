find_package(Catch2 2.13 REQUIRED)
set(TILLPOINTS_TIME_LIMIT_FACTOR 1 CACHE STRING "Multiplies the time limits of tests, for builds that are slow")

add_library(tillpoints_catch_main OBJECT ${CMAKE_SOURCE_DIR}/tests/catch_main.cpp)
target_link_libraries(tillpoints_catch_main PUBLIC Catch2::Catch2)

# tillpoints_test(NAME [PATTERNS pattern...] [EXCLUDE file...] [ALSO file...] LINKS ... [LABELS ...] [TIMEOUT seconds]
#                 [DEFINES ...] [APART file...]):
# one Catch2 program of the current folder's sources, and one ctest entry. ALSO names sources of other folders. What is
# in the files APART names is not run by that entry: each of them is given an entry by tillpoints_test_part. The sources
# are compiled in groups of eight: larger groups save little more, and make the rebuild after a changed file longer.
function(tillpoints_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "PATTERNS;EXCLUDE;ALSO;LINKS;LABELS;DEFINES;APART")
    tillpoints_sources(sources PATTERNS ${arg_PATTERNS} EXCLUDE ${arg_EXCLUDE})
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    set(all_sources ${sources} ${arg_ALSO})
    add_executable(${name} ${all_sources})
    tillpoints_include_root(${name} PRIVATE ${folder})
    target_link_libraries(${name} PRIVATE tillpoints_catch_main Catch2::Catch2 ${arg_LINKS})
    tillpoints_define_where_used("${all_sources}" TILLPOINTS_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data" ${arg_DEFINES})
    tillpoints_warnings(${name})
    tillpoints_compile_together(${name} 8)
    tillpoints_label_program(${name} "${arg_LABELS}")
    set(selection "")
    foreach(file IN LISTS arg_APART)
        tillpoints_file_tag(tag ${file})
        string(APPEND selection "~${tag}")
    endforeach()
    tillpoints_test_entry(${name} ${name} "${selection}" "${arg_TIMEOUT}" "${arg_LABELS}")
endfunction()

# tillpoints_test_part(NAME PROGRAM file... [LABELS ...] [TIMEOUT seconds]): a ctest entry of its own for what is in
# these files of a program, because it needs another time limit or is to run beside the rest.
function(tillpoints_test_part name program)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "TIMEOUT" "LABELS")
    set(selection "")
    foreach(file IN LISTS arg_UNPARSED_ARGUMENTS)
        tillpoints_file_tag(tag ${file})
        list(APPEND selection ${tag})
    endforeach()
    list(JOIN selection "," selection)
    tillpoints_label_program(${program} "${arg_LABELS}")
    tillpoints_test_entry(${name} ${program} "${selection}" "${arg_TIMEOUT}" "${arg_LABELS}")
endfunction()

# Gives each definition NAME=VALUE only to the sources that contain NAME, which are then compiled alone. Most of the values
# are absolute paths, and a file that is compiled without one is found in the compiler cache by every other checkout.
# CMake must run again before a source that has begun to use a definition compiles. No header may use a definition.
function(tillpoints_define_where_used sources)
    foreach(definition IN LISTS ARGN)
        string(REGEX MATCH "^[A-Z_]+" macro ${definition})
        foreach(source IN LISTS sources)
            file(STRINGS ${source} uses REGEX ${macro} LIMIT_COUNT 1)
            if(uses)
                set_property(SOURCE ${source} APPEND PROPERTY COMPILE_DEFINITIONS ${definition})
            endif()
        endforeach()
    endforeach()
endfunction()

# The target tests_LABEL builds the programs of the tests with this label.
function(tillpoints_label_program program labels)
    foreach(label IN LISTS labels)
        if(NOT TARGET tests_${label})
            add_custom_target(tests_${label})
        endif()
        add_dependencies(tests_${label} ${program})
    endforeach()
endfunction()

# Catch2 gives every test the name of its file as a tag.
function(tillpoints_file_tag variable file)
    if(NOT EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
        message(FATAL_ERROR "${CMAKE_CURRENT_SOURCE_DIR}/CMakeLists.txt names ${file}, which is not there")
    endif()
    get_filename_component(stem ${file} NAME_WE)
    set(${variable} "[#${stem}]" PARENT_SCOPE)
endfunction()

function(tillpoints_test_entry name program selection timeout labels)
    if(NOT timeout)
        set(timeout 120)
    endif()
    math(EXPR timeout "${timeout} * ${TILLPOINTS_TIME_LIMIT_FACTOR}")
    if(selection)
        add_test(NAME ${name} COMMAND ${program} --filenames-as-tags --warn NoTests ${selection})
    else()
        add_test(NAME ${name} COMMAND ${program} --warn NoTests)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${timeout} LABELS "${labels}")
endfunction()
