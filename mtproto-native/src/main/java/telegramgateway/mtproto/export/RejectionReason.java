package telegramgateway.mtproto.export;

import java.util.Locale;

/** Why an entry of an export did not become a message. */
public enum RejectionReason {
    /** Something that happened to the chat, such as a pinned message or a new title. */
    SERVICE,
    /** Telegram Desktop itself could not export it; only its id is known. */
    UNSUPPORTED,
    /** The entry's type is none that this version knows. */
    UNKNOWN_TYPE,
    /** It stands in a private conversation: one with a person or a bot, saved messages, replies, login codes. */
    PRIVATE_CHAT,
    /** The file does not say, before the entry, which chat it belongs to. */
    UNKNOWN_CHAT,
    /** The entry is no JSON object. */
    NOT_AN_OBJECT,
    /** The id is missing or no whole number other than 0. */
    INVALID_ID,
    /** The date is missing or unreadable. */
    INVALID_DATE,
    /** No Telegram message can have this date: before Telegram existed, or beyond its 32-bit clock. */
    DATE_OUT_OF_RANGE,
    /** The text is longer than any message's. */
    TEXT_TOO_LONG,
    /** The entry is far larger than any message. */
    ENTRY_TOO_LARGE;

    /** The name in JSON and metrics. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
