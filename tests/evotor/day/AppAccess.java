package tillpoints.evotor.app;

import tillpoints.evotor.core.Till;
import tillpoints.evotor.shim.Device;

/** The application's one till, for tests. */
public final class AppAccess {
    private AppAccess() {}

    public static Till till() throws Exception {
        return Tillpoints.of(Device.application());
    }

    public static void stop() throws Exception {
        Tillpoints.stop();
    }
}
