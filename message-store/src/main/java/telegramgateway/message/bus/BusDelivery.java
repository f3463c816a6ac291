package telegramgateway.message.bus;

import org.springframework.amqp.core.Message;

/** A message that a queue has handed over and that is neither accepted nor dead yet. */
public final class BusDelivery {
    /** Tags count within one connection; of an earlier one they mean nothing. */
    final Inbox inbox;

    final long tag;
    final Message message;

    BusDelivery(Inbox inbox, long tag, Message message) {
        this.inbox = inbox;
        this.tag = tag;
        this.message = message;
    }

    /** What was published, unchanged: the canonical JSON of an event, if a gateway has sent it. Not to be modified. */
    public byte[] body() {
        return message.getBody();
    }

    /** True when it may have been handed over before. */
    public boolean redelivered() {
        return Boolean.TRUE.equals(message.getMessageProperties().isRedelivered());
    }

    /** Shows the id only: texts do not belong in logs. */
    @Override
    public String toString() {
        return String.valueOf(message.getMessageProperties().getMessageId());
    }
}
