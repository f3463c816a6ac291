package telegramgateway.mtproto.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.repair.Compared;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.telegram.Account;
import telegramgateway.mtproto.telegram.Telegram;
import telegramgateway.service.web.RequestRefusedException;
import telegramgateway.tdlib.TdError;

/** {@code /channels/{id}/comparison} compares a page of a channel's history with what is stored. */
@RestController
class ComparisonController {
    /** Whoever would wait longer is told to come again. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(10);

    private final Optional<Telegram> telegram;
    private final Journal journal;

    ComparisonController(Optional<Telegram> telegram, Journal journal) {
        this.telegram = telegram;
        this.journal = journal;
    }

    /**
     * @param from ids below it are left alone; null for none
     * @param below a message's id; null or 0 for the newest on
     */
    record Wanted(@Nullable Long from, @Nullable Long below) {}

    /** Ids ascend; what {@link Compared} says of each. */
    record Differences(
            long oldest,
            int seen,
            int stored,
            List<Long> missing,
            List<Long> edited,
            long versionsLost,
            List<Long> deleted,
            List<Long> contradicted,
            boolean last) {

        static Differences of(Compared page) {
            return new Differences(
                    page.oldest(),
                    page.seen(),
                    page.stored(),
                    page.missing(),
                    page.edited().stream()
                            .map(Compared.Edited::messageId)
                            .sorted()
                            .toList(),
                    page.edited().stream().filter(Compared.Edited::versionLost).count(),
                    page.deleted(),
                    page.contradicted(),
                    page.last());
        }
    }

    /** Nothing was compared. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NotNow(@Nullable Long waitSeconds, @Nullable String refused) {}

    @PostMapping("/channels/{channelId}/comparison")
    Object compare(@PathVariable long channelId, @RequestBody Wanted wanted) throws InterruptedException {
        long from = wanted.from() == null ? 1 : wanted.from();
        long below = wanted.below() == null ? 0 : wanted.below();
        if (from < 1 || from > Integer.MAX_VALUE || below < 0 || below > Integer.MAX_VALUE) {
            throw new RequestRefusedException(
                    400,
                    "BAD_RANGE",
                    "from or below is no message's id",
                    "Send {\"from\": 1, \"below\": 0}, then the answer's oldest as below until it says last.");
        }
        if (!journal.watched().contains(channelId)) {
            throw new RequestRefusedException(
                    404, "NOT_REGISTERED", "Channel " + channelId + " is not registered", "GET /channels lists them.");
        }
        Account account = UserAccount.loggedIn(telegram);
        Duration quiet = account.repair().floodWait();
        if (quiet.compareTo(WAIT_MAX) > 0) {
            return new NotNow(quiet.toSeconds() + 1, null);
        }
        try {
            return Differences.of(account.repair().compare(channelId, from, below));
        } catch (TdError e) {
            return new NotNow(null, "Telegram refuses: " + e.reason());
        } catch (SessionException e) {
            return TelegramRefusal.of(e);
        } catch (StoreUnavailableException e) {
            throw new RequestRefusedException(
                    503, "STORE_UNAVAILABLE", String.valueOf(e.getMessage()), "Try again once the database is back.");
        }
    }
}
