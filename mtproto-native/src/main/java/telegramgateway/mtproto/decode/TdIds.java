package telegramgateway.mtproto.decode;

/** TDLib's numbers for chats and messages. */
public final class TdIds {
    private static final long CHANNEL_BASE = -1_000_000_000_000L;
    private static final long SECRET_BASE = -2_000_000_000_000L;

    /** A secret chat's own id is a signed 32-bit number. */
    private static final long SECRET_RANGE = 1L << 31;

    /** In the low bits TDLib numbers what exists on this machine only. */
    public static final int SERVER_ID_SHIFT = 20;

    private static final long LOCAL_BITS = (1L << SERVER_ID_SHIFT) - 1;

    private TdIds() {}

    /** Telegram's own id of a message; 0 when Telegram knows no such message. */
    public static long server(long messageId) {
        return messageId > 0 && (messageId & LOCAL_BITS) == 0 ? messageId >> SERVER_ID_SHIFT : 0;
    }

    /** TDLib's id of a message of Telegram's. */
    public static long tdlib(long serverId) {
        return serverId << SERVER_ID_SHIFT;
    }

    static long chatOfSupergroup(long supergroupId) {
        return CHANNEL_BASE - supergroupId;
    }

    static long chatOfBasicGroup(long basicGroupId) {
        return -basicGroupId;
    }

    /** Whether it is a conversation with a person or a bot, secret or not. */
    static boolean isPrivate(long chatId) {
        return chatId > 0 || (chatId >= SECRET_BASE - SECRET_RANGE && chatId < SECRET_BASE + SECRET_RANGE);
    }
}
