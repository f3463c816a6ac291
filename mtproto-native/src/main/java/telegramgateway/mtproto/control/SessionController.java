package telegramgateway.mtproto.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.mtproto.session.LoginStep;
import telegramgateway.mtproto.session.SessionBackup;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionStatus;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.mtproto.telegram.Account;
import telegramgateway.mtproto.telegram.Telegram;
import telegramgateway.service.web.RequestRefusedException;

/** {@code /sessions}: how it stands with each, and the steps of a login. What is entered is neither kept nor logged. */
@RestController
class SessionController {
    /** How long the answer to a step waits for the state that follows it. */
    private static final Duration NEXT_STATE = Duration.ofSeconds(2);

    private final Optional<Telegram> telegram;

    SessionController(Optional<Telegram> telegram) {
        this.telegram = telegram;
    }

    /** @param remedy what a person has to do; empty when nothing */
    record Session(String name, String state, boolean connected, String remedy, String qrLink, String passwordHint) {
        static Session of(SessionStatus status) {
            return new Session(
                    status.name(),
                    status.state().jsonName(),
                    status.connected(),
                    status.state().remedy(),
                    status.qrLink(),
                    status.passwordHint());
        }

        /** Without the link, which is as good as a login. */
        @Override
        public String toString() {
            return name + " " + state;
        }
    }

    /** @param value what the step needs; may be left out when it needs nothing */
    record Entered(String value) {
        /** Spring logs what it reads, at debug. */
        @Override
        public String toString() {
            return "Entered";
        }
    }

    @GetMapping("/sessions")
    Map<String, List<Session>> sessions() {
        return Map.of(
                "sessions",
                telegram.stream()
                        .flatMap(it -> it.accounts().stream())
                        .map(Account::session)
                        .map(session -> Session.of(session.status()))
                        .toList());
    }

    @GetMapping("/sessions/{name}")
    Session session(@PathVariable String name) {
        return Session.of(find(name).status());
    }

    @PostMapping("/sessions/{name}/{step}")
    Session take(
            @PathVariable String name,
            @PathVariable String step,
            @RequestBody(required = false) Optional<Entered> entered)
            throws InterruptedException {
        TelegramSession session = find(name);
        LoginStep known = LoginStep.of(step)
                .orElseThrow(() -> new RequestRefusedException(
                        404,
                        "UNKNOWN_STEP",
                        "There is no login step " + step,
                        "The steps are: "
                                + String.join(
                                        ", ",
                                        Stream.of(LoginStep.values())
                                                .map(LoginStep::pathName)
                                                .toList())));
        String value = entered.map(Entered::value).orElse("");
        if (known.needsValue() && value.isBlank()) {
            throw new RequestRefusedException(
                    400, "VALUE_MISSING", "The step " + step + " needs a value", "Send {\"value\": \"…\"}.");
        }
        SessionStatus before = session.status();
        try {
            session.take(known, value);
        } catch (SessionException e) {
            throw new RequestRefusedException(409, "LOGIN_REFUSED", String.valueOf(e.getMessage()), e.hint());
        }
        return Session.of(session.awaitOtherThan(before, NEXT_STATE));
    }

    /** @param to an absolute directory on this machine; the copy gets one of its own in it */
    record Wanted(@Nullable String to) {}

    record Backup(String path, long files, long bytes) {}

    @PostMapping("/sessions/{name}/backup")
    Backup backUp(@PathVariable String name, @RequestBody Wanted wanted) {
        String to = wanted.to();
        if (to == null || !Path.of(to).isAbsolute()) {
            throw new RequestRefusedException(
                    400, "BAD_DIRECTORY", "to is no absolute directory", "Send {\"to\": \"/var/backups/telegram\"}.");
        }
        try {
            SessionBackup backup = account(name).backUp(Path.of(to));
            return new Backup(backup.path().toString(), backup.files(), backup.bytes());
        } catch (SessionException e) {
            throw new RequestRefusedException(409, "BACKUP_FAILED", String.valueOf(e.getMessage()), e.hint());
        }
    }

    private TelegramSession find(String name) {
        return account(name).session();
    }

    private Account account(String name) {
        return telegram.flatMap(it -> it.account(name))
                .orElseThrow(() -> new RequestRefusedException(
                        404, "UNKNOWN_SESSION", "There is no session " + name, "GET /sessions lists them."));
    }
}
