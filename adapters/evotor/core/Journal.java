package tillpoints.evotor.core;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The receipts that were seen, as lines of JSON; the last line of a receipt counts. A line is on the disk when
 * {@link #keep} returns. A torn last line is what a power cut leaves, and is left out.
 */
final class Journal implements Closeable {
    /** What makes written lines outlive a power cut; tests make it slow, or fail. */
    interface Disk {
        void sync(FileOutputStream out) throws IOException;
    }

    static final Disk DISK = new Disk() {
        @Override
        public void sync(FileOutputStream out) throws IOException {
            out.getFD().sync();
        }
    };

    private final File file;
    private final Disk disk;
    private final Map<String, Session> sessions = new LinkedHashMap<String, Session>();
    private FileOutputStream out;
    private int lines;

    /** Fails if the file cannot be read or written: then nothing may be redeemed. */
    Journal(File file, Disk disk) throws IOException {
        this.file = file;
        this.disk = disk;
        if (file.exists()) load();
        out = new FileOutputStream(file, true);
        out.write('\n'); // ends a torn line
    }

    private void load() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(new FileInputStream(file), Reply.UTF_8));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines++;
                Session session = Session.of(Json.object(line));
                if (session != null) sessions.put(session.uuid, session);
            }
        } finally {
            in.close();
        }
    }

    /** True if no receipt was ever seen. */
    boolean fresh() {
        return sessions.isEmpty();
    }

    Session find(String uuid) {
        return sessions.get(uuid);
    }

    List<Session> in(Session.State state) {
        List<Session> found = new ArrayList<Session>();
        for (Session each : sessions.values())
            if (each.state == state) found.add(each);
        return found;
    }

    void keep(Session session) throws IOException {
        sessions.put(session.uuid, session);
        write(out, session);
        disk.sync(out);
        lines++;
    }

    /** Receipts of before the first start: they are known and not ours. One write for all of them. */
    void leaveAlone(List<Header> headers) throws IOException {
        for (Header each : headers) {
            Session session = new Session(each.uuid, each.kind);
            session.state = Session.State.TOLD;
            sessions.put(session.uuid, session);
            write(out, session);
            lines++;
        }
        disk.sync(out);
    }

    private static void write(FileOutputStream out, Session session) throws IOException {
        out.write((Json.write(session.json()) + "\n").getBytes(Reply.UTF_8));
    }

    /** Forgets told receipts that the register has forgotten, and writes the file anew once it is mostly history. */
    void compact(Set<String> atTheRegister) throws IOException {
        if (lines < 1000 || lines < 3 * sessions.size()) return;
        for (String uuid : new ArrayList<String>(sessions.keySet()))
            if (sessions.get(uuid).state == Session.State.TOLD && !atTheRegister.contains(uuid)) sessions.remove(uuid);
        File next = new File(file.getPath() + ".new");
        FileOutputStream anew = new FileOutputStream(next);
        for (Session each : sessions.values()) write(anew, each);
        disk.sync(anew);
        if (!next.renameTo(file)) {
            anew.close();
            throw new IOException("the journal cannot be replaced");
        }
        out.close();
        out = anew;
        lines = sessions.size();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
