package telegramgateway.mtproto.control;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.repair.HistoryRead;
import telegramgateway.mtproto.repair.Repair;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.telegram.Account;
import telegramgateway.mtproto.telegram.Outbox;
import telegramgateway.mtproto.telegram.Telegram;
import telegramgateway.service.web.RequestRefusedException;
import telegramgateway.tdlib.TdError;

/** {@code /channels/{id}/messages} posts, {@code /channels/{id}/history} reads what Telegram has. */
@RestController
class MessageController {
    private final Optional<Telegram> telegram;
    private final Journal journal;

    MessageController(Optional<Telegram> telegram, Journal journal) {
        this.telegram = telegram;
        this.journal = journal;
    }

    /** @param replyTo the id of a message of the same channel; null for none */
    record Text(@Nullable String text, @Nullable Long replyTo) {
        /** Spring logs what it reads, at debug. */
        @Override
        public String toString() {
            return "Text";
        }
    }

    /**
     * Exactly one of the two.
     *
     * @param above a message's id
     * @param limit how many of the newest
     */
    record Wanted(@Nullable Long above, @Nullable Integer limit) {}

    @PostMapping("/channels/{channelId}/messages")
    Object post(@PathVariable long channelId, @RequestBody Text wanted) throws InterruptedException {
        String text = wanted.text();
        Long replyTo = wanted.replyTo();
        if (text == null || text.isBlank() || text.length() > Outbox.TEXT_MAX) {
            throw new RequestRefusedException(
                    400,
                    "BAD_TEXT",
                    "text is not 1 to " + Outbox.TEXT_MAX + " UTF-16 units"
                            + (text == null ? "" : ": " + text.length()),
                    "Send {\"text\": \"…\"}; a longer text as several messages.");
        }
        if (replyTo != null && (replyTo < 1 || replyTo > Integer.MAX_VALUE)) {
            throw new RequestRefusedException(
                    400, "BAD_REPLY", "replyTo is no message's id", "Send the number in the message's link.");
        }
        Account account = UserAccount.loggedIn(telegram);
        try {
            return Map.of("channelId", channelId, "messageId", account.outbox().post(channelId, text, replyTo));
        } catch (TdError e) {
            return TelegramRefusal.of(
                    e, account, "The account must be a member of the chat and have the right to post there.");
        } catch (SessionException e) {
            return TelegramRefusal.of(e);
        }
    }

    @PostMapping("/channels/{channelId}/history")
    Object read(@PathVariable long channelId, @RequestBody Wanted wanted) throws InterruptedException {
        Long above = wanted.above();
        Integer limit = wanted.limit();
        if ((above == null) == (limit == null)
                || (above != null && above < 0)
                || (limit != null && (limit < 1 || limit > Repair.HISTORY_MAX))) {
            throw new RequestRefusedException(
                    400,
                    "BAD_HISTORY",
                    "Neither above, a message's id, nor limit, 1 to " + Repair.HISTORY_MAX + ", or both",
                    "Send {\"limit\": 100}, or {\"above\": 123}.");
        }
        if (!journal.watched().contains(channelId)) {
            throw new RequestRefusedException(
                    404, "NOT_REGISTERED", "Channel " + channelId + " is not registered", "GET /channels lists them.");
        }
        Account account = UserAccount.loggedIn(telegram);
        try {
            Optional<HistoryRead> read = account.repair()
                    .read(channelId, above == null ? 0 : above, limit == null ? Repair.HISTORY_MAX : limit);
            return read.orElseThrow(() -> new RequestRefusedException(
                    409, "BEING_READ", "The history of " + channelId + " is being read", "Wait until that is done."));
        } catch (TdError e) {
            return TelegramRefusal.of(e, account, "The account must be a member of the channel.");
        } catch (SessionException e) {
            return TelegramRefusal.of(e);
        }
    }
}
