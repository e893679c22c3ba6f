# tillpoints_java(NAME folder... RELEASE version [SEES name...]): the Java sources of folders, compiled to classes in the
# build tree; SEES are other such targets. Warnings are errors, except that release 7 is an old one.
function(tillpoints_java name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "RELEASE" "SEES")
    set(sources "")
    foreach(folder IN LISTS arg_UNPARSED_ARGUMENTS)
        file(GLOB found CONFIGURE_DEPENDS ${folder}/*.java)
        list(APPEND sources ${found})
    endforeach()
    set(classes ${CMAKE_BINARY_DIR}/java/${name})
    set(path "")
    set(stamps "")
    foreach(seen IN LISTS arg_SEES)
        get_target_property(seen_path ${seen} TILLPOINTS_CLASS_PATH)
        get_target_property(seen_stamp ${seen} TILLPOINTS_STAMP)
        list(APPEND path ${seen_path})
        list(APPEND stamps ${seen_stamp})
    endforeach()
    list(REMOVE_DUPLICATES path)
    list(JOIN path ":" joined)
    list(JOIN sources "\n" lines)
    file(GENERATE OUTPUT ${classes}.sources CONTENT "${lines}\n")
    add_custom_command(OUTPUT ${classes}.stamp
        COMMAND ${CMAKE_COMMAND} -E rm -rf ${classes}
        COMMAND ${Java_JAVAC_EXECUTABLE} --release ${arg_RELEASE} -encoding UTF-8 -Xlint:all,-options,-serial,-processing -Werror
            -proc:none -implicit:none -d ${classes} -cp "${joined}:" @${classes}.sources
        COMMAND ${CMAKE_COMMAND} -E touch ${classes}.stamp
        DEPENDS ${sources} ${stamps} ${classes}.sources
        COMMENT "Compiling Java ${name}" VERBATIM)
    add_custom_target(${name} ALL DEPENDS ${classes}.stamp)
    list(PREPEND path ${classes})
    set_target_properties(${name} PROPERTIES TILLPOINTS_CLASS_PATH "${path}" TILLPOINTS_STAMP ${classes}.stamp)
endfunction()
