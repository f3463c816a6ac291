package telegramgateway.mtproto.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.message.database.ChannelTitle;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.telegram.Telegram;
import telegramgateway.mtproto.telegram.WatchRefusedException;
import telegramgateway.service.web.RequestRefusedException;
import telegramgateway.tdlib.TdError;

/** {@code /channels}: those whose messages are taken from Telegram. */
@RestController
class ChannelController {
    private static final Pattern CHANNEL = Pattern.compile("@[A-Za-z][A-Za-z0-9_]{3,31}|-\\d{1,18}");

    private final Optional<Telegram> telegram;
    private final Journal journal;

    ChannelController(Optional<Telegram> telegram, Journal journal) {
        this.telegram = telegram;
        this.journal = journal;
    }

    /**
     * @param title null until Telegram has said it
     * @param backfill what is read of its history, told when it is registered; null for nothing
     */
    record Channel(
            long channelId,
            @Nullable String title,
            @Nullable String username,
            @Nullable String type,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Ids backfill) {}

    /** Message ids, both inclusive. */
    record Ids(long from, long to) {}

    /** @param channel {@code @name} or a chat id */
    record Wanted(@Nullable String channel) {}

    @GetMapping("/channels")
    Map<String, List<Channel>> channels() {
        return Map.of(
                "channels",
                journal.watched().stream()
                        .sorted()
                        .map(channelId -> channel(channelId, null))
                        .toList());
    }

    @PostMapping("/channels")
    Channel watch(@RequestBody Wanted wanted) throws InterruptedException {
        String name = wanted.channel();
        if (name == null || !CHANNEL.matcher(name).matches()) {
            throw new RequestRefusedException(
                    400, "BAD_CHANNEL", "channel is neither @NAME nor a chat id", "Send {\"channel\": \"@NAME\"}.");
        }
        try {
            Telegram.Watched watched = telegram().watch(name);
            return channel(
                    watched.channelId(),
                    watched.backfill().map(ids -> new Ids(ids.lo(), ids.hi())).orElse(null));
        } catch (TdError e) {
            throw new RequestRefusedException(
                    e.code() == 429 ? 429 : 409,
                    "CHANNEL_REFUSED",
                    "Telegram refuses " + name + ": " + e.reason(),
                    "Check the name; of a private channel the account must be a member first, then register its id.");
        } catch (WatchRefusedException e) {
            throw new RequestRefusedException(409, "CHANNEL_REFUSED", name + ": " + e.getMessage(), e.hint());
        } catch (SessionException e) {
            throw new RequestRefusedException(503, "TELEGRAM_AWAY", String.valueOf(e.getMessage()), e.hint());
        }
    }

    @DeleteMapping("/channels/{channelId}")
    Map<String, Long> unwatch(@PathVariable long channelId) {
        if (!journal.watched().contains(channelId)) {
            throw new RequestRefusedException(
                    404, "NOT_REGISTERED", "Channel " + channelId + " is not registered", "GET /channels lists them.");
        }
        telegram().unwatch(channelId);
        return Map.of("removed", channelId);
    }

    private Telegram telegram() {
        return telegram.orElseThrow(() -> new RequestRefusedException(
                409, "TELEGRAM_OFF", "The Telegram source is off", "Set TELEGRAM_API_ID and TELEGRAM_API_HASH."));
    }

    private Channel channel(long channelId, @Nullable Ids backfill) {
        ChannelTitle title = journal.titles().get(channelId);
        return title == null
                ? new Channel(channelId, null, null, null, backfill)
                : new Channel(channelId, title.title(), title.username(), title.type(), backfill);
    }
}
