package tillpoints.evotor.engine;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import tillpoints.evotor.core.Engine;
import tillpoints.evotor.core.Json;
import tillpoints.evotor.core.Log;
import tillpoints.evotor.core.Settings;

/** Which engine the settings name. */
public final class Engines {
    private Engines() {}

    /** `folder` is the application's own; the plugin's data goes there unless its configuration says otherwise. */
    public static Engine of(final Settings settings, final File folder, final Log log) {
        return new OpeningEngine(new OpeningEngine.Opener() {
            @Override
            public Engine open() {
                if (settings.engine().equals("http")) return new HttpEngine(settings.section("http"), log);
                if (!settings.engine().equals("jni"))
                    throw new IllegalArgumentException("engine is neither jni nor http");
                return new JniEngine(library(settings), configuration(settings, folder));
            }
        }, log);
    }

    private static String library(Settings settings) {
        String library = Json.text(settings.section("jni").get("library"));
        return library == null ? "libtillpoints.so" : library;
    }

    private static String configuration(Settings settings, File folder) {
        Map<String, Object> configuration = new LinkedHashMap<String, Object>(settings.section("plugin"));
        if (!configuration.containsKey("data_directory"))
            configuration.put("data_directory", new File(folder, "plugin").getPath());
        if (!configuration.containsKey("language")) configuration.put("language", settings.language());
        return Json.write(configuration);
    }
}
