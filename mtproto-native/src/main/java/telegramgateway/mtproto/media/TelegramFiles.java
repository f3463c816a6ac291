package telegramgateway.mtproto.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageSource;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.decode.MessageDecoder;
import telegramgateway.mtproto.decode.MessageFile;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.mtproto.telegram.Telegram;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Files of messages, by way of TDLib. */
final class TelegramFiles implements FileSource {
    private static final Logger LOG = LoggerFactory.getLogger(TelegramFiles.class);

    /** TDLib's message id is Telegram's own, shifted (facts: MessageId.h). */
    private static final int SERVER_ID_SHIFT = 20;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /** A file has so long, and a second more for so many bytes. */
    private static final Duration DOWNLOAD_LIMIT = Duration.ofSeconds(60);

    private static final long BYTES_PER_SECOND = 64 << 10;
    private static final int PRIORITY = 1;

    /** What TDLib's databases need besides a file. */
    private static final long SPARE_BYTES = 1 << 20;

    private static final int CHATS_AT_ONCE = 100;
    private static final int HTTP_BAD_REQUEST = 400;
    private static final int HTTP_UNAUTHORIZED = 401;
    private static final int HTTP_NOT_FOUND = 404;
    private static final int HTTP_TOO_MANY = 429;

    private final Telegram telegram;
    private final Path sessions;
    private final InstantSource clock;

    /** @param sessions directory of all sessions, where TDLib has its own copies */
    TelegramFiles(Telegram telegram, Path sessions, InstantSource clock) {
        this.telegram = telegram;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public void requireThere() {
        if (!telegram.isConnected()) {
            throw new StoreUnavailableException("Telegram is not connected", null);
        }
    }

    @Override
    public Map<Long, Decoded.Accepted> messages(String account, long channelId, Collection<Long> messageIds) {
        TelegramSession session = session(account);
        ArrayNode ids = TdLibrary.array();
        messageIds.forEach(messageId -> ids.add(messageId << SERVER_ID_SHIFT));
        ObjectNode request = TdLibrary.request("getMessages").put("chat_id", channelId);
        request.set("message_ids", ids);
        Map<Long, Decoded.Accepted> found = new HashMap<>();
        for (JsonNode message : askKnowingTheChat(session, request).path("messages")) {
            // Null for one that is deleted.
            if (message instanceof ObjectNode present
                    && MessageDecoder.decode(present, account, MessageSource.USER, clock.instant())
                            instanceof Decoded.Accepted accepted) {
                found.put(accepted.message().messageId(), accepted);
            }
        }
        return found;
    }

    /** TDLib that was killed soon after its login has forgotten its chats until it is told to look. */
    private ObjectNode askKnowingTheChat(TelegramSession session, ObjectNode request) {
        try {
            return ask(session, request, ANSWER_LIMIT);
        } catch (TdError e) {
            if (!isForGood(e)) {
                throw e;
            }
            loadChats(session);
        }
        try {
            return ask(session, request, ANSWER_LIMIT);
        } catch (TdError e) {
            throw isForGood(e) ? new GoneException(e.reason()) : e;
        }
    }

    /** A bot has no list of chats: TDLib refuses with 400, which is worth another try. */
    private static void loadChats(TelegramSession session) {
        try {
            while (true) {
                ask(session, TdLibrary.request("loadChats").put("limit", CHATS_AT_ONCE), ANSWER_LIMIT);
            }
        } catch (TdError e) {
            if (e.code() != HTTP_NOT_FOUND) {
                throw e;
            }
            // There are no more.
        }
    }

    @Override
    public Path download(String account, MessageFile file) {
        TelegramSession session = session(account);
        ObjectNode request = TdLibrary.request("downloadFile")
                .put("file_id", file.tdlibId())
                .put("priority", PRIORITY)
                .put("offset", 0)
                .put("limit", 0)
                .put("synchronous", true);
        try {
            JsonNode local = ask(session, request, DOWNLOAD_LIMIT.plusSeconds(file.size() / BYTES_PER_SECOND))
                    .path("local");
            if (!local.path("is_downloading_completed").asBoolean(false)) {
                throw new IllegalStateException("TDLib has a part of the file only");
            }
            return Path.of(local.path("path").asString(""));
        } catch (TdError e) {
            requireRoom(file.size());
            throw e;
        } catch (SessionException e) {
            // TDLib would go on for nobody. What it has it keeps for the next try.
            quietly(session, TdLibrary.request("cancelDownloadFile").put("file_id", file.tdlibId()));
            throw e;
        }
    }

    /** TDLib does not say so when its disk is full. */
    private void requireRoom(long size) {
        try {
            if (Files.getFileStore(sessions).getUsableSpace() < size + SPARE_BYTES) {
                throw new StoreUnavailableException("The disk of TELEGRAM_SESSION_DIR is full", null);
            }
        } catch (IOException e) {
            throw new StoreUnavailableException("TELEGRAM_SESSION_DIR cannot be used: " + e, e);
        }
    }

    @Override
    public void release(String account, MessageFile file) {
        quietly(session(account), TdLibrary.request("deleteFile").put("file_id", file.tdlibId()));
    }

    private static void quietly(TelegramSession session, ObjectNode request) {
        var _ = session.send(request, ANSWER_LIMIT).whenComplete((_, e) -> {
            if (e != null) {
                LOG.debug("TDLib did not take {}", request.path("@type").asString(), e);
            }
        });
    }

    /** That of the first account, the user's, when there is none of the name any more. */
    private TelegramSession session(String account) {
        return telegram.session(account)
                .orElseGet(() -> telegram.accounts().getFirst().session());
    }

    private static ObjectNode ask(TelegramSession session, ObjectNode request, Duration limit) {
        requireConnected(session);
        try {
            return session.ask(request, limit);
        } catch (TdError e) {
            if (e.code() == HTTP_UNAUTHORIZED) {
                throw new StoreUnavailableException("The session is not logged in", e);
            }
            e.retryAfter().ifPresent(wait -> {
                throw new QuietException(wait);
            });
            requireConnected(session);
            throw e;
        } catch (SessionException e) {
            requireConnected(session);
            throw e;
        }
    }

    private static void requireConnected(TelegramSession session) {
        if (!session.isConnected()) {
            throw new StoreUnavailableException(
                    "Telegram is not connected, its session is "
                            + session.state().jsonName(),
                    null);
        }
    }

    /** Of a download TDLib says 400 whatever the reason, so for those this is not asked. */
    private static boolean isForGood(TdError e) {
        return e.code() >= HTTP_BAD_REQUEST && e.code() < HTTP_TOO_MANY;
    }
}
