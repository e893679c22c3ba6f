package tillpoints.evotor.app;

import android.content.Context;
import android.os.SystemClock;
import android.util.Log;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;
import tillpoints.evotor.core.Clock;
import tillpoints.evotor.core.Json;
import tillpoints.evotor.core.Settings;
import tillpoints.evotor.core.Till;
import tillpoints.evotor.engine.Engines;

/** The one till of this process, made when the register first calls the application or the process starts again. */
final class Tillpoints {
    private static final Charset UTF_8 = Charset.forName("UTF-8");
    private static Till till;

    static final tillpoints.evotor.core.Log LOG = new tillpoints.evotor.core.Log() {
        @Override
        public void say(String line) {
            Log.i("tillpoints", line);
        }
    };

    private Tillpoints() {}

    static synchronized Till of(Context context) throws IOException {
        if (till != null) return till;
        Context application = context.getApplicationContext();
        Settings settings = new Settings(readSettings(application));
        File folder = application.getFilesDir();
        Till made = new Till(settings, new RegisterTables(application.getContentResolver()),
                Engines.of(settings, folder, LOG), new File(folder, "receipts.journal"), new PhoneClock(), LOG);
        made.start();
        till = made;
        return made;
    }

    /** For changed settings; the next call of the register makes another till. */
    static synchronized void stop() throws IOException, InterruptedException {
        Till stopped = till;
        till = null;
        if (stopped != null) stopped.stop();
    }

    static File settingsFile(Context context) {
        return new File(context.getApplicationContext().getFilesDir(), "tillpoints.json");
    }

    /** Empty where there are none yet: then nothing is asked and every question is answered with "go on". */
    static Map<String, Object> readSettings(Context context) {
        try {
            File file = settingsFile(context);
            FileInputStream in = new FileInputStream(file);
            try {
                byte[] text = new byte[(int) Math.min(file.length(), 1 << 20)];
                int read = 0;
                for (int n = 0; n >= 0 && read < text.length; read += Math.max(0, n)) n = in.read(text, read, text.length - read);
                return Json.object(new String(text, 0, read, UTF_8));
            } finally {
                in.close();
            }
        } catch (IOException none) {
            LOG.say("there are no settings");
            return Json.object(null);
        }
    }

    static void writeSettings(Context context, Map<String, Object> settings) throws IOException {
        File file = settingsFile(context);
        File next = new File(file.getPath() + ".new");
        FileOutputStream out = new FileOutputStream(next);
        try {
            out.write(Json.write(settings).getBytes(UTF_8));
            out.getFD().sync();
        } finally {
            out.close();
        }
        if (!next.renameTo(file)) throw new IOException("the settings cannot be replaced");
    }

    private static final class PhoneClock implements Clock {
        @Override
        public long now() {
            return System.currentTimeMillis();
        }

        @Override
        public long ticks() {
            return SystemClock.elapsedRealtime();
        }
    }
}
