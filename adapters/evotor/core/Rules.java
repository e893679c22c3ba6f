package tillpoints.evotor.core;

/** The shop's choices that change what a position says. */
public final class Rules {
    /** A line that the register discounted itself is awarded and keeps its price. */
    public final boolean discountedLinesKeepPrice;

    public Rules(boolean discountedLinesKeepPrice) {
        this.discountedLinesKeepPrice = discountedLinesKeepPrice;
    }
}
