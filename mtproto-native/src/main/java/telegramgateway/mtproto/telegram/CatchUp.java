package telegramgateway.mtproto.telegram;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.decode.MessageDecoder;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads from Telegram's history what stands above a message. Of a channel that has moved on by more than some hundred
 * messages TDLib tells only the newest one.
 */
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    /** TDLib's message id is Telegram's own, shifted (facts: MessageId.h). */
    static final int SERVER_ID_SHIFT = 20;

    /** TDLib's limit of {@code getChatHistory}. */
    private static final int PAGE = 100;

    /** Messages that are read at most; what lies below is left to the audit. */
    static final int MESSAGES_MAX = 20_000;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(90);

    private final TelegramSession session;
    private final String account;
    private final Submission submission;
    private final CountDownLatch stopping;
    private final InstantSource clock;

    CatchUp(
            TelegramSession session,
            String account,
            Submission submission,
            CountDownLatch stopping,
            InstantSource clock) {
        this.session = session;
        this.account = account;
        this.submission = submission;
        this.stopping = stopping;
        this.clock = clock;
    }

    /**
     * Hands over what stands above a message, oldest first.
     *
     * @param above a message's id
     * @return the number of messages
     * @throws TdError when Telegram refuses, such as after the account was removed from the channel
     */
    int run(long channelId, long above) throws InterruptedException {
        List<Message> found = new ArrayList<>();
        long oldest = 0;
        boolean reached = false;
        while (!reached && found.size() < MESSAGES_MAX) {
            JsonNode page = page(channelId, oldest);
            if (page.isEmpty()) {
                break;
            }
            for (JsonNode each : page) {
                if (each instanceof ObjectNode message) {
                    oldest = message.path("id").asLong(0);
                    reached |= oldest >> SERVER_ID_SHIFT <= above;
                    take(message, above, found);
                }
            }
        }
        if (!reached && found.size() >= MESSAGES_MAX) {
            LOG.warn(
                    "Channel {} has moved on by more than {} messages; older ones are not read",
                    channelId,
                    MESSAGES_MAX);
        }
        submission.history(found.reversed());
        return found.size();
    }

    private void take(ObjectNode message, long above, List<Message> found) {
        Decoded decoded = MessageDecoder.decode(message, account, MessageSource.BACKFILL, clock.instant());
        if (decoded instanceof Decoded.Accepted accepted && accepted.message().messageId() > above) {
            found.add(accepted.message());
        }
    }

    private JsonNode page(long channelId, long below) throws InterruptedException {
        ObjectNode request = TdLibrary.request("getChatHistory")
                .put("chat_id", channelId)
                .put("from_message_id", below)
                .put("offset", 0)
                .put("limit", PAGE)
                .put("only_local", false);
        while (true) {
            try {
                return session.ask(request, ANSWER_LIMIT).path("messages");
            } catch (TdError e) {
                Duration wait = e.retryAfter().orElseThrow(() -> e);
                LOG.warn("Telegram wants {} s of quiet before more history of {}", wait.toSeconds(), channelId);
                stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }
}
