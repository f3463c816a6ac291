package telegramgateway.mtproto.telegram;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeClosedException;
import telegramgateway.mtproto.intake.Outcome;

/** Hands to the intake what was decoded, and what could not be. Waits while the intake has no room. */
record Submission(Intake intake) {
    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

    void live(Decoded decoded) throws InterruptedException {
        switch (decoded) {
            case Decoded.Accepted accepted -> live(accepted.message());
            case Decoded.Refused refused ->
                intake.reject(refused.channelId(), refused.reason().jsonName());
        }
    }

    void live(Message message) throws InterruptedException {
        try {
            intake.submit(message, Submission::counted);
        } catch (IntakeClosedException _) {
            // Telegram keeps it, and the next start reads it from there.
            LOG.debug("Stopping: message {} of {} is left", message.messageId(), message.channelId());
        }
    }

    /** Messages of Telegram's history, oldest first. */
    void history(List<Message> messages) throws InterruptedException {
        try {
            intake.submitHistory(messages, _ -> {}, Submission::counted);
        } catch (IntakeClosedException _) {
            LOG.debug("Stopping: {} messages of history are left", messages.size());
        }
    }

    /** The intake has counted it. */
    private static void counted(Outcome outcome) {}
}
