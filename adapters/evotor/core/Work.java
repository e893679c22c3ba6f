package tillpoints.evotor.core;

import java.util.ArrayDeque;
import java.util.Deque;

/** What the till's thread has to do: the register's questions before what it only reports. */
final class Work {
    private final Deque<Runnable> questions = new ArrayDeque<Runnable>();
    private final Deque<Runnable> reports = new ArrayDeque<Runnable>();
    private boolean ended;

    synchronized void question(Runnable task) {
        questions.add(task);
        notifyAll();
    }

    synchronized void report(Runnable task) {
        reports.add(task);
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean ended() {
        return ended;
    }

    /** The next task; null after `patience` milliseconds without one, or at the end. Negative: waits for ever. */
    synchronized Runnable next(long patience) throws InterruptedException {
        long until = System.nanoTime() + patience * 1000000L;
        while (!ended && questions.isEmpty() && reports.isEmpty()) {
            long left = (until - System.nanoTime()) / 1000000L;
            if (patience >= 0 && left <= 0) return null;
            wait(patience < 0 ? 0 : left);
        }
        if (ended) return null;
        return questions.isEmpty() ? reports.poll() : questions.poll();
    }
}
