package tillpoints.evotor.core;

import java.util.Map;

/** A redemption that the customer has to confirm: the quote, and what the cashier reads while the till waits for the customer. */
final class Confirmation {
    final String quote;
    final String text;

    private Confirmation(String quote, String text) {
        this.quote = quote;
        this.text = text;
    }

    /** From the answer to a discount; null if nothing has to be confirmed. */
    static String quoteToConfirm(Reply reply) {
        if (reply == null || !reply.is("refused") || !"confirmation_required".equals(reply.text("reason"))) return null;
        Map<String, Object> quote = Json.map(reply.all.get("quote"));
        return Json.text(quote.get("quote_id"));
    }

    static Confirmation of(String quote, Reply reply, String otherwise) {
        String text = reply == null ? null : reply.text("text");
        return new Confirmation(quote, text == null ? otherwise : text);
    }
}
