find_package(Catch2 2.13 REQUIRED)

add_library(tillpoints_catch_main OBJECT ${CMAKE_SOURCE_DIR}/tests/catch_main.cpp)
target_link_libraries(tillpoints_catch_main PUBLIC Catch2::Catch2)

# tillpoints_test(NAME SOURCES ... LINKS ... [LABELS ...] [TIMEOUT seconds] [DEFINES ...]): one Catch2 program,
# one ctest entry.
function(tillpoints_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LINKS;LABELS;DEFINES")
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE tillpoints_catch_main Catch2::Catch2 ${arg_LINKS})
    target_compile_definitions(${name} PRIVATE TILLPOINTS_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data" ${arg_DEFINES})
    tillpoints_warnings(${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
endfunction()
