package tillpoints.evotor.register;

import java.io.IOException;

/** The moments of a day at which the process may die, as by a power cut: numbered, so that each can be tried. */
public final class Steps {
    private final long deadly;
    private long passed;

    public Steps(long deadly) {
        this.deadly = deadly;
    }

    public void pass(String what) throws IOException, InterruptedException {
        if (++passed != deadly) return;
        System.out.println("dies at step " + passed + ": " + what);
        System.out.flush();
        new ProcessBuilder("/bin/kill", "-KILL", String.valueOf(ProcessHandle.current().pid())).start();
        Thread.sleep(60_000);
    }

    public long passed() {
        return passed;
    }
}
