package tillpoints.evotor.core;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money in kopecks and quantities in thousandths, both whole numbers; decimal texts only at the register's border. */
public final class Amounts {
    /** What a receipt may be worth at most (protocol/EVENTS.md). */
    public static final long MOST = 1000000000000000L;

    private Amounts() {}

    /** Kopecks of a decimal text in roubles; the register rounds half up to two decimals. */
    public static long kopecks(String roubles) {
        return new BigDecimal(roubles).setScale(2, RoundingMode.HALF_UP).movePointRight(2).longValueExact();
    }

    /** As {@link #kopecks(String)}, or 0 where there is no readable sum. */
    public static long kopecksOrNone(String roubles) {
        if (roubles == null || roubles.length() > 32 || roubles.indexOf('e') >= 0 || roubles.indexOf('E') >= 0) return 0;
        try {
            return kopecks(roubles.trim());
        } catch (ArithmeticException tooLarge) {
            return 0;
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    public static BigDecimal roubles(long kopecks) {
        return BigDecimal.valueOf(kopecks, 2);
    }

    /** "2", "0.437": at most three decimals, none that say nothing. */
    public static String quantity(long thousandths) {
        BigDecimal decimal = BigDecimal.valueOf(thousandths, 3);
        return thousandths % 1000 == 0 ? decimal.setScale(0).toPlainString()
                : decimal.stripTrailingZeros().toPlainString();
    }

    /** Price times quantity, half up, as a fiscal device counts. */
    public static long sum(long price, long thousandths) {
        return BigDecimal.valueOf(price).multiply(BigDecimal.valueOf(thousandths, 3))
                .setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /**
     * The highest whole price that gives the sum for the quantity; where none does, the nearest one, and the line is
     * one with a rounded unit price (protocol/EVENTS.md, "Lines").
     */
    public static long price(long sum, long thousandths) {
        BigDecimal quantity = BigDecimal.valueOf(thousandths, 3);
        BigDecimal below = BigDecimal.valueOf(2 * sum + 1).divide(quantity.multiply(BigDecimal.valueOf(2)), 0,
                RoundingMode.CEILING);
        long highest = below.longValueExact() - 1;
        if (highest >= 0 && sum(highest, thousandths) == sum) return highest;
        return BigDecimal.valueOf(sum).divide(quantity, 0, RoundingMode.HALF_UP).longValueExact();
    }
}
