# ccache, where it is installed. Its settings are given with each compilation, so that they hold however the build is
# started: a precompiled header must not depend on time stamps, and a second checkout finds what the first compiled,
# because paths inside the source tree are hashed and written into debug information as relative ones.
find_program(TILLPOINTS_CCACHE ccache)
find_program(TILLPOINTS_ENV env)
if(TILLPOINTS_CCACHE AND TILLPOINTS_ENV)
    set(launcher ${TILLPOINTS_ENV} CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${TILLPOINTS_CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
endif()
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
