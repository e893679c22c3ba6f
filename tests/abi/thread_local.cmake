# cmake -DREADELF=readelf -DLIBRARY=libtillpoints.so -P thread_local.cmake: no thread-local object of the library, nor of the
# C++ runtime, is allocated at its first use: no relocation asks for that, and the runtime is not a library of its own.
execute_process(COMMAND ${READELF} -W --relocs --dynamic ${LIBRARY} OUTPUT_VARIABLE listed RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "${READELF} cannot read ${LIBRARY}")
endif()
foreach(pattern DTPMOD TLSDESC __tls_get_addr "NEEDED[^\n]*libstdc")
    if(listed MATCHES "[^\n]*${pattern}[^\n]*")
        message(FATAL_ERROR "${LIBRARY} has thread-local objects that are allocated at their first use: ${CMAKE_MATCH_0}")
    endif()
endforeach()
