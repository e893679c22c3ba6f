package tillpoints.evotor.core;

/** The adapter's core and engines without Android, a register or a plugin. */
public final class CoreTests {
    private CoreTests() {}

    public static void main(String[] arguments) throws Exception {
        PartsTests.run();
        ReceiptTests.run();
        tillpoints.evotor.engine.EnrolmentTests.run();
        TillTests.run();
        FaultTests.run();
        Checks.end();
    }
}
