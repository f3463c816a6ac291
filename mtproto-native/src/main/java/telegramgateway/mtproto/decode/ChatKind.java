package telegramgateway.mtproto.decode;

/** What sort of chat a chat is. */
public enum ChatKind {
    /** Only its administrators post. */
    CHANNEL,
    SUPERGROUP,
    /** It may become a supergroup, which has another id. */
    BASIC_GROUP,
    /** With a person or a bot, secret or not. */
    PRIVATE
}
