package telegramgateway.mtproto.decode;

import java.util.Locale;

/**
 * Why a message of TDLib's did not become a message of ours. Named as an export's rejections, where they mean the same.
 */
public enum RefusalReason {
    /** Something that happened to the chat, such as a pinned message or a new title. */
    SERVICE,
    /** This TDLib cannot read it; only its id and date are known. */
    UNSUPPORTED,
    /** The content's type is none that this version knows. */
    UNKNOWN_TYPE,
    /** It stands in a conversation with a person or a bot. */
    PRIVATE_CHAT,
    /** It does not say in which chat it stands. */
    UNKNOWN_CHAT,
    /** The id is missing or no positive number. */
    INVALID_ID,
    /** It exists on this machine only: not sent yet, scheduled or local. */
    NOT_A_SERVER_MESSAGE,
    /** The date is missing or unreadable. */
    INVALID_DATE,
    /** No Telegram message can have this date: before Telegram existed, or beyond its 32-bit clock. */
    DATE_OUT_OF_RANGE,
    /** The text is longer than any message's. */
    TEXT_TOO_LONG;

    /** The name in JSON and metrics. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
