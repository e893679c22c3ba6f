package tillpoints.evotor.register;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The moments of a day at which the process may die, as by a power cut. Each kind of moment kills one life: a file
 * remembers at which ones a process has died.
 */
public final class Steps {
    private final File died;
    private final Set<String> passed = new HashSet<>();

    /** Without a file nothing dies. */
    public Steps(File died) throws IOException {
        this.died = died;
        if (died != null && died.exists()) passed.addAll(Files.readAllLines(died.toPath()));
    }

    public void pass(String what) throws IOException, InterruptedException {
        if (died == null || !passed.add(what)) return;
        Files.write(died.toPath(), (what + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        System.out.println("dies: " + what);
        System.out.flush();
        new ProcessBuilder("/bin/kill", "-KILL", String.valueOf(ProcessHandle.current().pid())).start();
        Thread.sleep(60_000);
    }
}
