package telegramgateway.message;

/**
 * One journal entry on its way to the targets.
 *
 * @param sequence dense number of the entry within its journal, from 1; the books balance by it
 * @param position of this event; greater than every earlier position of the journal
 * @param previous position of the channel's previous event; 0 if it is the channel's first
 * @param message the message as this event left it
 * @param json its canonical JSON, UTF-8; never modified
 */
public record MessageEvent(long sequence, long position, long previous, Message message, byte[] json) {
    public MessageEvent {
        if (sequence < 1 || position <= previous || previous < 0) {
            throw new IllegalArgumentException(
                    "Impossible event: sequence " + sequence + ", position " + position + " after " + previous);
        }
        if (message.position() != position) {
            throw new IllegalArgumentException("The message is at " + message.position() + ", not at " + position);
        }
    }

    public long channelId() {
        return message.channelId();
    }

    public long messageId() {
        return message.messageId();
    }

    /** Shows ids only: texts do not belong in logs. */
    @Override
    public String toString() {
        return channelId() + ":" + messageId() + ":" + position;
    }
}
