package telegramgateway.mtproto.telegram;

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
                reject(
                        refused.channelId(),
                        refused.messageId(),
                        refused.reason().jsonName());
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

    /** Refuses a copy that the gateway has forwarded itself. */
    void ownCopy(long channelId, long messageId) throws InterruptedException {
        reject(channelId, messageId, "own_copy");
    }

    /** Counts what the user account takes as well, in a bot's stead: of the message itself it says nothing. */
    void coveredByUserAccount(long channelId) throws InterruptedException {
        reject(channelId, 0, "covered_by_user_account");
    }

    private void reject(long channelId, long messageId, String reason) throws InterruptedException {
        try {
            intake.reject(channelId, messageId, reason);
        } catch (IntakeClosedException _) {
            LOG.debug("Stopping: message {} of {} is left", messageId, channelId);
        }
    }

    /** The intake has counted it. */
    private static void counted(Outcome outcome) {}
}
