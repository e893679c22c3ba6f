/* A host outside the tree, built against the installed package: with the library linked, not loaded with
 * dlopen. */
#include <stdio.h>
#include <string.h>
#include <tillpoints/tillpoints.h>

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    if (tillpoints_entry.struct_size < sizeof(tillpoints_entry_points)) return 3;
    if (tillpoints_entry.abi_major != TILLPOINTS_ABI_MAJOR) return 4;
    if (tillpoints_entry.init() != TILLPOINTS_OK) return 5;
    if (tillpoints_entry.get_factory(TILLPOINTS_FACTORY) == NULL) return 6;
    tillpoints_entry.deinit();
    printf("%s\n", tillpoints_entry.version);
    return strcmp(tillpoints_entry.version, argv[1]) == 0 ? 0 : 7;
}
