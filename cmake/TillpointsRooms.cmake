# Which folder may know which. A row is
#
#     tillpoints_room(FOLDER [NO_IO] [SEES folder...] [THROUGH folder...])
#
# SEES: folders whose headers the folder's own sources and headers may include. THROUGH: folders that are visible only
# because headers of the folders it sees include them; the folder itself does not include them. NO_IO: it
# decides and returns values, or acts through ports; it includes nothing that waits, reads files, asks the clock or speaks
# to a database or a socket.
#
# A folder is compiled with the include roots of its row and no others, so an include that the row does not allow does
# not compile. tests/rooms holds the rows against the compiler and against what is written.
set(TILLPOINTS_ROOMS "" CACHE INTERNAL "")
function(tillpoints_room folder)
    cmake_parse_arguments(PARSE_ARGV 1 arg "NO_IO" "" "SEES;THROUGH")
    string(MAKE_C_IDENTIFIER ${folder} id)
    set(TILLPOINTS_ROOMS ${TILLPOINTS_ROOMS} ${folder} CACHE INTERNAL "")
    set(TILLPOINTS_SEES_${id} ${arg_SEES} CACHE INTERNAL "")
    set(TILLPOINTS_THROUGH_${id} ${arg_THROUGH} CACHE INTERNAL "")
    set(TILLPOINTS_NO_IO_${id} ${arg_NO_IO} CACHE INTERNAL "")
endfunction()

tillpoints_room(protocol NO_IO)
tillpoints_room(qr NO_IO)
tillpoints_room(http SEES protocol)

tillpoints_room(plugin/include)
tillpoints_room(plugin/pricing NO_IO SEES protocol)
tillpoints_room(plugin/entries NO_IO SEES protocol)
tillpoints_room(plugin/limits NO_IO SEES protocol)
tillpoints_room(plugin/config SEES protocol plugin/pricing plugin/limits)
tillpoints_room(plugin/texts NO_IO SEES protocol plugin/config plugin/limits THROUGH plugin/pricing)
tillpoints_room(plugin/log SEES protocol plugin/config THROUGH plugin/limits plugin/pricing)
tillpoints_room(plugin/session NO_IO SEES protocol plugin/entries plugin/pricing plugin/limits plugin/config plugin/texts)
tillpoints_room(plugin/replay NO_IO SEES protocol plugin/entries)
tillpoints_room(plugin/outbox SEES protocol plugin/entries plugin/limits)
tillpoints_room(plugin/transport SEES protocol)
tillpoints_room(plugin/ports NO_IO SEES protocol plugin/config plugin/entries plugin/log plugin/outbox plugin/replay plugin/session
    THROUGH plugin/limits plugin/pricing)
tillpoints_room(plugin/providers/uds NO_IO SEES protocol plugin/entries plugin/ports plugin/replay plugin/transport
    THROUGH plugin/config plugin/limits plugin/log plugin/outbox plugin/pricing plugin/session)
tillpoints_room(plugin/sender NO_IO SEES protocol plugin/entries plugin/ports plugin/replay
    THROUGH plugin/config plugin/limits plugin/log plugin/outbox plugin/pricing plugin/session)
tillpoints_room(plugin/receipts NO_IO SEES protocol plugin/entries plugin/limits plugin/outbox plugin/ports plugin/replay plugin/sender
        plugin/session
    THROUGH plugin/config plugin/log plugin/pricing)
tillpoints_room(plugin/engine NO_IO SEES plugin/receipts plugin/sender
    THROUGH protocol plugin/config plugin/entries plugin/limits plugin/log plugin/outbox plugin/ports plugin/pricing plugin/replay
        plugin/session)
tillpoints_room(plugin/operator
    SEES protocol plugin/config plugin/engine plugin/log plugin/outbox plugin/ports plugin/receipts plugin/replay plugin/session plugin/transport
    THROUGH plugin/entries plugin/limits plugin/pricing plugin/sender)
tillpoints_room(plugin/runtime
    SEES protocol plugin/config plugin/engine plugin/log plugin/operator plugin/outbox plugin/ports plugin/providers/uds plugin/session plugin/transport
    THROUGH plugin/entries plugin/limits plugin/pricing plugin/receipts plugin/replay plugin/sender)
tillpoints_room(plugin/abi
    SEES protocol plugin/include plugin/config plugin/log plugin/operator plugin/outbox plugin/pricing plugin/receipts plugin/runtime
        plugin/ports plugin/transport
    THROUGH plugin/entries plugin/limits plugin/replay plugin/session)

tillpoints_room(adapters/template SEES plugin/include)
tillpoints_room(adapters/simulator SEES plugin/include)
tillpoints_room(adapters/doctor)
tillpoints_room(adapters/words)
tillpoints_room(adapters/fleet SEES adapters/doctor)
tillpoints_room(adapters/update)
tillpoints_room(adapters/cli SEES plugin/include adapters/doctor adapters/fleet adapters/update adapters/words)
tillpoints_room(adapters/conform SEES plugin/include)
tillpoints_room(adapters/sidecar SEES plugin/include adapters/words http qr protocol)
tillpoints_room(adapters/evotor/jni SEES plugin/include)

tillpoints_room(cloud/programme SEES protocol)
tillpoints_room(cloud/goods NO_IO SEES protocol cloud/programme)
tillpoints_room(cloud/trial NO_IO SEES cloud/programme THROUGH protocol)
tillpoints_room(cloud/ledger NO_IO SEES protocol)
tillpoints_room(cloud/report NO_IO SEES protocol cloud/ledger)
tillpoints_room(cloud/accounting NO_IO SEES protocol cloud/ledger)
tillpoints_room(cloud/training NO_IO SEES protocol cloud/ledger)
tillpoints_room(cloud/company NO_IO SEES protocol)
tillpoints_room(cloud/sheets SEES protocol cloud/accounting THROUGH cloud/ledger)
tillpoints_room(cloud/storage SEES protocol cloud/ledger)
tillpoints_room(cloud/outbound SEES protocol)
tillpoints_room(cloud/api SEES protocol cloud/company cloud/goods cloud/ledger cloud/programme cloud/storage http)
tillpoints_room(cloud/closing SEES cloud/accounting cloud/api cloud/storage THROUGH protocol cloud/goods cloud/ledger cloud/programme http)
tillpoints_room(cloud/jobs SEES cloud/api cloud/programme THROUGH protocol cloud/ledger cloud/storage http)
tillpoints_room(cloud/seed SEES cloud/api cloud/ledger cloud/programme cloud/storage THROUGH protocol)
tillpoints_room(cloud/backoffice
    SEES protocol cloud/api cloud/campaigns cloud/fleet cloud/jobs cloud/messages cloud/report cloud/storage http qr
    THROUGH cloud/goods cloud/ledger cloud/programme)
tillpoints_room(cloud/people SEES protocol cloud/api cloud/ledger cloud/storage THROUGH cloud/programme)
tillpoints_room(cloud/console SEES protocol cloud/accounting cloud/api cloud/campaigns cloud/card cloud/closing cloud/company cloud/draws cloud/fleet cloud/goods cloud/messages cloud/people cloud/programme cloud/report cloud/sheets cloud/training cloud/trial http qr
    THROUGH cloud/jobs cloud/ledger cloud/storage)
tillpoints_room(cloud/webhook SEES protocol cloud/api cloud/ledger cloud/outbound THROUGH cloud/programme cloud/storage)
tillpoints_room(cloud/relay SEES protocol cloud/outbound http)
tillpoints_room(cloud/messages SEES protocol cloud/api cloud/jobs cloud/ledger cloud/outbound THROUGH cloud/programme cloud/storage)
tillpoints_room(cloud/campaigns SEES protocol cloud/api cloud/jobs cloud/ledger cloud/messages THROUGH cloud/goods cloud/programme cloud/storage)
tillpoints_room(cloud/draws SEES protocol cloud/api cloud/campaigns cloud/jobs cloud/ledger cloud/messages
    THROUGH cloud/goods cloud/programme cloud/storage http)
tillpoints_room(cloud/fleet SEES protocol cloud/api cloud/ledger cloud/storage http THROUGH cloud/goods cloud/programme)
tillpoints_room(cloud/keys SEES protocol)
tillpoints_room(cloud/wallet SEES protocol cloud/keys)
tillpoints_room(cloud/push SEES protocol cloud/api cloud/keys cloud/messages cloud/outbound THROUGH cloud/jobs cloud/ledger cloud/programme cloud/storage)
tillpoints_room(cloud/card SEES protocol cloud/api cloud/messages cloud/push cloud/wallet http qr
    THROUGH cloud/company cloud/goods cloud/keys cloud/ledger cloud/outbound cloud/programme cloud/storage)
tillpoints_room(cloud/telegram SEES protocol cloud/api cloud/card cloud/ledger cloud/messages cloud/outbound http qr
    THROUGH cloud/company cloud/goods cloud/programme cloud/storage)
tillpoints_room(cloud/app
    SEES protocol cloud/api cloud/backoffice cloud/campaigns cloud/card cloud/closing cloud/console cloud/draws cloud/fleet cloud/jobs cloud/messages cloud/outbound cloud/people cloud/programme cloud/push
        cloud/relay cloud/report cloud/seed cloud/storage cloud/telegram cloud/wallet cloud/webhook http qr
    THROUGH cloud/accounting cloud/keys cloud/ledger)
tillpoints_room(cloud/faults SEES cloud/api cloud/app cloud/backoffice http
    THROUGH protocol cloud/ledger cloud/outbound cloud/programme cloud/push cloud/storage cloud/wallet)
