package telegramgateway.mtproto.decode;

/** How TDLib stands with Telegram. TDLib means it for people to read: updates may be missing in any state. */
public enum ConnectionState {
    WAITING_FOR_NETWORK,
    CONNECTING_TO_PROXY,
    CONNECTING,
    /** Connected, and asking for what was missed. */
    UPDATING,
    READY
}
