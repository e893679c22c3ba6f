# What `cmake --install` puts where, in five components: library, tool (the technician's, with its manual pages), development
# (headers, CMake package, pkg-config file), sidecar and cloud. The Debian packages take these components as they are.
include(CMakePackageConfigHelpers)

install(TARGETS tillpoints EXPORT tillpoints
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development)
install(TARGETS tillpoints_headers EXPORT tillpoints)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/plugin/include/tillpoints DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(TARGETS tillpoints_cli tillpoints-register RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT tool)
# For vendors of registers: the kit of docs/connect-your-register.md.
install(TARGETS tillpoints-conform RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT development)
install(TARGETS tillpoints-conform-plugin LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/tillpoints COMPONENT development)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/adapters/template DESTINATION ${CMAKE_INSTALL_DATADIR}/tillpoints COMPONENT development)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/config.sample.json ${CMAKE_SOURCE_DIR}/packaging/config.schema.json
    DESTINATION ${CMAKE_INSTALL_DATADIR}/tillpoints COMPONENT tool)
install(FILES ${CMAKE_SOURCE_DIR}/docs/technician-guide.md ${CMAKE_SOURCE_DIR}/docs/technician-guide.ru.md ${CMAKE_SOURCE_DIR}/docs/parked-entries.md
    ${CMAKE_SOURCE_DIR}/docs/backup-restore-upgrade.md
    ${CMAKE_SOURCE_DIR}/docs/configuration.md ${CMAKE_SOURCE_DIR}/docs/fleet.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT tool)

install(FILES ${CMAKE_SOURCE_DIR}/packaging/systemd/tillpoints-fleet.service ${CMAKE_SOURCE_DIR}/packaging/systemd/tillpoints-fleet.timer
    DESTINATION lib/systemd/system COMPONENT tool)

# The manual page and the completions say what the program's own description says.
function(tillpoints_reference form file folder)
    set(made ${CMAKE_BINARY_DIR}/reference/${form}/${file})
    add_custom_command(OUTPUT ${made} DEPENDS tillpoints_cli VERBATIM
        COMMAND sh -c "made=$1; shift; \"$@\" --language en reference ${form} >\"$made\"" sh ${made}
            ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:tillpoints_cli>)
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/reference/${form})
    set_property(GLOBAL APPEND PROPERTY TILLPOINTS_REFERENCES ${made})
    install(FILES ${made} DESTINATION ${folder} COMPONENT tool)
endfunction()
tillpoints_reference(man tillpoints.1 ${CMAKE_INSTALL_MANDIR}/man1)
tillpoints_reference(bash tillpoints ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
tillpoints_reference(zsh _tillpoints ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
get_property(references GLOBAL PROPERTY TILLPOINTS_REFERENCES)
add_custom_target(tillpoints_reference_files ALL DEPENDS ${references})

install(TARGETS tillpointsd RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT sidecar)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/tillpointsd.sample.json ${CMAKE_SOURCE_DIR}/protocol/sidecar-openapi.json
    DESTINATION ${CMAKE_INSTALL_DATADIR}/tillpoints COMPONENT sidecar)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/adapters/clients DESTINATION ${CMAKE_INSTALL_DATADIR}/tillpoints COMPONENT sidecar)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/packaging/monitoring DESTINATION ${CMAKE_INSTALL_DATADIR}/tillpoints COMPONENT sidecar)
install(FILES ${CMAKE_SOURCE_DIR}/adapters/sidecar/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/sidecar COMPONENT sidecar)
# Where systemd looks for units of packages, on Debian 12 too.
install(FILES ${CMAKE_SOURCE_DIR}/packaging/systemd/tillpointsd.service ${CMAKE_SOURCE_DIR}/packaging/systemd/tillpointsd.socket
    DESTINATION lib/systemd/system COMPONENT sidecar)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/systemd/tillpointsd.sysusers.conf DESTINATION lib/sysusers.d RENAME tillpointsd.conf COMPONENT sidecar)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/systemd/tillpointsd.tmpfiles.conf DESTINATION lib/tmpfiles.d RENAME tillpointsd.conf COMPONENT sidecar)

if(TILLPOINTS_CLOUD)
    install(TARGETS tillpoints-cloud tillpoints-training-cloud RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT cloud)
    install(DIRECTORY ${CMAKE_SOURCE_DIR}/cloud/programmes DESTINATION ${CMAKE_INSTALL_DATADIR}/tillpoints COMPONENT cloud)
    install(FILES ${CMAKE_SOURCE_DIR}/cloud/programme/programme.schema.json ${CMAKE_SOURCE_DIR}/cloud/accounting/commerceml.xsd
        DESTINATION ${CMAKE_INSTALL_DATADIR}/tillpoints COMPONENT cloud)
    install(FILES ${CMAKE_SOURCE_DIR}/packaging/systemd/tillpoints-cloud.service DESTINATION lib/systemd/system COMPONENT cloud)
    install(FILES ${CMAKE_SOURCE_DIR}/packaging/systemd/tillpoints-cloud.sysusers.conf DESTINATION lib/sysusers.d
        RENAME tillpoints-cloud.conf COMPONENT cloud)
    install(FILES ${CMAKE_SOURCE_DIR}/packaging/systemd/tillpoints-cloud.tmpfiles.conf DESTINATION lib/tmpfiles.d
        RENAME tillpoints-cloud.conf COMPONENT cloud)
endif()

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/tillpoints)
install(EXPORT tillpoints FILE tillpointsTargets.cmake NAMESPACE tillpoints:: DESTINATION ${package_folder} COMPONENT development)
configure_package_config_file(${CMAKE_SOURCE_DIR}/packaging/tillpointsConfig.cmake.in
    ${CMAKE_BINARY_DIR}/package/tillpointsConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/package/tillpointsConfigVersion.cmake COMPATIBILITY SameMinorVersion)
file(RELATIVE_PATH TILLPOINTS_INCLUDES_FROM_PC ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_FULL_INCLUDEDIR})
configure_file(${CMAKE_SOURCE_DIR}/packaging/tillpoints.pc.in ${CMAKE_BINARY_DIR}/package/tillpoints.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/package/tillpointsConfig.cmake ${CMAKE_BINARY_DIR}/package/tillpointsConfigVersion.cmake
    DESTINATION ${package_folder} COMPONENT development)
install(FILES ${CMAKE_BINARY_DIR}/package/tillpoints.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

# Everything that is installed, without tests.
add_custom_target(product DEPENDS tillpoints tillpoints_cli tillpoints-register tillpointsd tillpoints-conform
    tillpoints-conform-plugin tillpoints_reference_files)
if(TILLPOINTS_CLOUD)
    add_dependencies(product tillpoints-cloud tillpoints-training-cloud)
endif()
