package telegramgateway.mtproto;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.session.SessionOptions;
import telegramgateway.mtproto.session.TelegramProxy;
import telegramgateway.mtproto.telegram.AccountOptions;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;
import telegramgateway.tdlib.TdLibraryPath;

/** Whether and how messages are received from Telegram itself. */
public record TelegramSettings(
        @Setting(
                name = "TELEGRAM_API_ID",
                help = "The number that Telegram has given to your application; with TELEGRAM_API_HASH it switches the "
                        + "Telegram source on.",
                hint = "Get both at my.telegram.org, API development tools.")
        @Nullable
        Integer apiId,

        @Setting(
                name = "TELEGRAM_API_HASH",
                help = "The hash that belongs to TELEGRAM_API_ID.",
                hint = "Get both at my.telegram.org, API development tools.")
        @Nullable
        Secret apiHash,

        @Setting(
                name = "TELEGRAM_ACCOUNT",
                fallback = "user",
                help =
                        "What the user account is called in messages and in TELEGRAM_SESSION_DIR: 1 to 32 letters, digits "
                                + "and `-`.")
        String account,

        @Setting(
                name = "TELEGRAM_USER_ACCOUNT",
                fallback = "true",
                help = "Whether a user account receives. A bot alone gets neither deletions nor what it has missed.")
        boolean user,

        @Setting(
                name = "TELEGRAM_INGESTION_BOT_TOKEN",
                help = "The token of a bot that receives beside the user account, or alone with "
                        + "`TELEGRAM_USER_ACCOUNT=false`.")
        @Nullable
        Secret botToken,

        @Setting(
                name = "TELEGRAM_PHONE_NUMBER",
                help = "The user account's number; a login at a terminal then does not ask for it.")
        @Nullable
        Secret phoneNumber,

        @Setting(
                name = "TELEGRAM_SESSION_DIR",
                fallback = "/opt/telegram-gateway/.session",
                help =
                        "Directory of the sessions. Whoever can read it can use the account: it is closed to other users.")
        Path sessionDirectory,

        @Setting(
                name = "TELEGRAM_SESSION_KEY",
                help =
                        "Encrypts the sessions' files. It cannot be changed later; without it they are as good as open to "
                                + "whoever copies them.")
        @Nullable
        Secret sessionKey,

        @Setting(
                name = "TELEGRAM_LOGIN",
                fallback = "prompt",
                help =
                        "What to do without a session: `prompt` asks at the terminal, and ends with status 78 where there "
                                + "is none; `api` stays up until somebody logs in with `bin/login`.")
        LoginMode login,

        @Setting(
                name = "TELEGRAM_PROXY",
                help =
                        "Reaches Telegram through a proxy, given as Telegram's own link: `tg://proxy?server=…&port=…&secret=…` "
                                + "or `tg://socks?server=…&port=…&user=…&pass=…`.")
        @Nullable
        Secret proxy,

        @Setting(
                name = "TELEGRAM_TEST_DC",
                fallback = "false",
                help = "Whether to use Telegram's test servers, which have accounts and channels of their own.")
        boolean testServers,

        @Setting(
                name = "TELEGRAM_QUIET_MAX",
                fallback = "2m",
                help =
                        "How long nothing may come from Telegram before it is asked for a sign of life, 1s to 1h. While it does "
                                + "not answer, the session counts as not connected.")
        Duration quietMax,

        @Setting(
                name = "TELEGRAM_OPEN_CHATS",
                help =
                        "Ids of registered channels, at most 10, that the user account keeps open, each for a minute in its "
                                + "turn: for channels of which Telegram tells something late otherwise.")
        @Nullable
        List<Long> openChats,

        @Setting(
                name = "TELEGRAM_NATIVE_MEMORY_MAX",
                fallback = "100MB",
                help =
                        "Memory that TDLib may hold, 80MB or more. Beyond it the sessions are closed and opened again, at most "
                                + "once a minute, which loses nothing.")
        DataSize nativeMemoryMax,

        @Setting(
                name = "TDLIB_LIBRARY_PATH",
                help =
                        "A libtdjson.so of one's own, TDLib's or TDLight's; without it the one that `bin/setup` installs.")
        @Nullable
        Path library) {

    /** What to do without a session. */
    public enum LoginMode {
        PROMPT,
        API
    }

    /** The name of the bot's session. */
    private static final String BOT = "bot";

    private static final int OPEN_CHATS_MAX = 10;
    private static final Duration QUIET_MIN = Duration.ofSeconds(1);
    private static final Duration QUIET_MAX = Duration.ofHours(1);
    private static final DataSize NATIVE_MEMORY_MIN = DataSize.ofMegabytes(80);

    private static final String ACCOUNT = "[A-Za-z0-9-]{1,32}";

    public TelegramSettings {
        if ((apiId == null) != (apiHash == null)) {
            throw new IllegalArgumentException("TELEGRAM_API_ID and TELEGRAM_API_HASH belong together: one is missing");
        }
        if (apiId != null && apiId < 1) {
            throw new IllegalArgumentException("TELEGRAM_API_ID is not a positive number");
        }
        if (botToken != null && apiId == null) {
            throw new IllegalArgumentException("TELEGRAM_API_ID is required with TELEGRAM_INGESTION_BOT_TOKEN");
        }
        if (!user && apiId != null && botToken == null) {
            throw new IllegalArgumentException(
                    "TELEGRAM_INGESTION_BOT_TOKEN is required with TELEGRAM_USER_ACCOUNT=false");
        }
        if (!account.matches(ACCOUNT) || account.equals(BOT)) {
            throw new IllegalArgumentException("TELEGRAM_ACCOUNT is not 1 to 32 letters, digits and -, or is `bot`");
        }
        if (nativeMemoryMax.compareTo(NATIVE_MEMORY_MIN) < 0) {
            throw new IllegalArgumentException(
                    "TELEGRAM_NATIVE_MEMORY_MAX is less than 80MB, which TDLib always needs");
        }
        if (proxy != null) {
            TelegramProxy.of(proxy.reveal());
        }
        if (quietMax.compareTo(QUIET_MIN) < 0 || quietMax.compareTo(QUIET_MAX) > 0) {
            throw new IllegalArgumentException("TELEGRAM_QUIET_MAX is not 1s to 1h");
        }
        openChats = openChats == null ? List.of() : List.copyOf(openChats);
        if (openChats.size() > OPEN_CHATS_MAX || openChats.stream().anyMatch(chat -> chat >= 0)) {
            throw new IllegalArgumentException("TELEGRAM_OPEN_CHATS is not at most " + OPEN_CHATS_MAX
                    + " ids of channels, such as -1001234567890");
        }
    }

    /** Whether anything is received from Telegram. */
    public boolean enabled() {
        return apiId != null;
    }

    /** The accounts that receive, the user account first; only while {@link #enabled}. */
    List<AccountOptions> accounts() {
        List<AccountOptions> accounts = new ArrayList<>();
        if (user) {
            accounts.add(new AccountOptions(
                    account, MessageSource.USER, session(null), quietMax, openChats == null ? List.of() : openChats));
        }
        if (botToken != null) {
            accounts.add(new AccountOptions(BOT, MessageSource.BOT, session(botToken), quietMax, List.of()));
        }
        return accounts;
    }

    /**
     * Where TDLib is.
     *
     * @throws IllegalStateException when it is nowhere; the message says what to do
     */
    Path libraryPath() {
        return library == null ? TdLibraryPath.find() : TdLibraryPath.find(library.toString(), Path.of(""));
    }

    private SessionOptions session(@Nullable Secret ofBot) {
        if (apiId == null || apiHash == null) {
            throw new IllegalStateException("The Telegram source is off");
        }
        return new SessionOptions(
                apiId,
                apiHash,
                sessionKey,
                ofBot,
                proxy == null ? null : TelegramProxy.of(proxy.reveal()),
                testServers);
    }
}
