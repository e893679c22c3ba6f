/*
 * Runs a command beside the checked cloud over TLS, with a configuration for it.
 *
 *     abi_with_cloud CLOUD PROGRAMME COMMAND [ARGUMENT...]
 *
 * The argument {config} becomes the path of the configuration. The exit status is the command's, or the
 * cloud's where that is not 0: it answered something that is not as the protocol's description has it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host.h"

static pid_t run(char* const argv[]) {
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        execv(argv[0], argv);
        _exit(127);
    }
    return child;
}

/* The port the cloud listens at, once it says so; bounded by ten seconds. */
static int port_of(const char* folder, pid_t cloud) {
    char path[128];
    char text[512];
    int tries;
    snprintf(path, sizeof path, "%s/ports.json", folder);
    for (tries = 0; tries < 1000; ++tries) {
        FILE* file = fopen(path, "r");
        const char* listen;
        size_t size;
        CHECK(waitpid(cloud, NULL, WNOHANG) == 0);
        rest(10); /* C11 and POSIX have no event for a file that appears */
        if (file == NULL) continue;
        size = fread(text, 1, sizeof text - 1, file);
        fclose(file);
        text[size] = '\0';
        listen = strstr(text, "\"listen\"");
        if (listen != NULL) return atoi(listen + strcspn(listen, "0123456789"));
    }
    return -1;
}

static void write_config(const char* path, const char* folder, int port) {
    FILE* file = fopen(path, "w");
    CHECK(file != NULL);
    fprintf(file,
            "{\"data_directory\":\"%s/plugin\",\"language\":\"en\",\"cloud\":{\"base_url\":\"https://"
            "127.0.0.1:%d\",\"company_id\":\"42\","
            "\"key_file\":\"%s/api.key\",\"ca_file\":\"%s/ca.pem\"}}\n",
            folder, port, folder, folder);
    fclose(file);
}

int main(int argc, char** argv) {
    place at = make_place(NOBODY);
    char config[128];
    int status;
    int served;
    int i;
    pid_t cloud;

    CHECK(argc > 3);
    char* const cloud_argv[] = {argv[1],    "--programme", argv[2],     "--data", at.directory,
                                "--listen", "127.0.0.1:0", "--company", "42",     NULL};
    cloud = run(cloud_argv);
    snprintf(config, sizeof config, "%s/tillpoints.json", at.directory);
    write_config(config, at.directory, port_of(at.directory, cloud));
    for (i = 3; i < argc; ++i)
        if (strcmp(argv[i], "{config}") == 0) argv[i] = config;

    CHECK(waitpid(run(argv + 3), &status, 0) > 0);
    CHECK(kill(cloud, SIGTERM) == 0);
    CHECK(waitpid(cloud, &served, 0) == cloud);
    CHECK(WIFEXITED(served));
    remove_place(&at);
    if (WEXITSTATUS(served) != 0) return WEXITSTATUS(served);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
