package tillpoints.evotor.core;

/** What the register says with a question; what it does not say is null. */
public final class Question {
    public final String action;
    public final String receipt;
    /** The receipt's present discount, a decimal text. */
    public final String discount;
    public final String barcode;
    /** The second call for one barcode: the register asks for the screen. */
    public final boolean creating;

    public Question(String action, String receipt, String discount, String barcode, boolean creating) {
        this.action = action;
        this.receipt = receipt;
        this.discount = discount;
        this.barcode = barcode;
        this.creating = creating;
    }
}
