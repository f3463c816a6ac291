package telegramgateway.mtproto.export;

import telegramgateway.message.Message;

/**
 * Takes what an export holds, in the file's order. Every entry of a {@code messages} array leads to exactly one call of
 * {@link #message} or {@link #rejected}. All calls come from the thread that reads; an exception thrown here ends the
 * reading and reaches its caller unchanged.
 */
public interface ExportListener {

    /** A chat begins; comes before its entries, also when it has none. */
    void chat(ExportedChat chat);

    /** A message, not yet accepted: kind {@code POSTED}, with its edit date if it was edited. */
    void message(Message message);

    /** An entry that cannot or must not become a message. */
    void rejected(Rejection rejection);
}
