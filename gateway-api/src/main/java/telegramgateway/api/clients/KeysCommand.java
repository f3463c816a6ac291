package telegramgateway.api.clients;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Role;
import telegramgateway.api.http.Times;
import telegramgateway.message.database.DataRefusedException;
import telegramgateway.message.database.clients.ClientDatabase;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.SettingsException;
import telegramgateway.service.store.CommandDatabase;
import telegramgateway.service.store.DatabaseSettings;
import telegramgateway.service.web.RequestRefusedException;

/** {@code bin/api-keys}: makes and ends clients of the API in the database, whether the API runs or not. */
public final class KeysCommand {
    /** The first argument that asks for it. */
    public static final String NAME = "api-keys";

    static final int DONE = 0;
    static final int WRONG_USAGE = 2;
    static final int NOT_DONE = 3;

    private static final String ACTOR = "bin/api-keys";

    private final Clients clients;
    private final AuditLog audit;
    private final InstantSource clock;
    private final KeysPrinter printer;

    private KeysCommand(Clients clients, AuditLog audit, InstantSource clock, KeysPrinter printer) {
        this.clients = clients;
        this.audit = audit;
        this.clock = clock;
        this.printer = printer;
    }

    /** Returns the exit status. */
    public static int run(
            List<String> arguments,
            Map<String, String> environment,
            InstantSource clock,
            PrintStream out,
            PrintStream err) {
        try {
            KeysArguments line = KeysArguments.parse(arguments);
            DatabaseSettings settings = Settings.bind(DatabaseSettings.class, environment);
            try (HikariDataSource pool = CommandDatabase.open(settings)) {
                ClientDatabase database = new ClientDatabase(pool);
                KeysCommand command = new KeysCommand(
                        new Clients(
                                database,
                                new SecureRandom(),
                                clock,
                                Settings.bind(AccessSettings.class, environment).tokenSecret()),
                        new AuditLog(database, clock),
                        clock,
                        new KeysPrinter(out, line.json()));
                command.run(line);
                return DONE;
            }
        } catch (NothingDoneException e) {
            err.println(e.getMessage());
            return NOT_DONE;
        } catch (RequestRefusedException | IllegalArgumentException e) {
            err.println(e.getMessage() + "\nSee bin/api-keys --help.");
            return WRONG_USAGE;
        } catch (SettingsException | DataRefusedException e) {
            err.println(e.getMessage());
            return NOT_DONE;
        } catch (StoreUnavailableException e) {
            err.println(e.getMessage() + "\nNothing was done. Check the TIMESCALEDB_* settings and the server.");
            return NOT_DONE;
        }
    }

    private void run(KeysArguments line) {
        switch (line.action()) {
            case "list" -> printer.list(clients.all());
            case "create" -> create(line);
            case "rotate" -> rotate(line);
            default -> revoke(line.name());
        }
    }

    private void create(KeysArguments line) {
        ClientSpec spec = new ClientSpec(
                line.name(),
                role(line.option("--role")),
                channels(line.all("--channel")),
                end(line.option("--expires")),
                line.signed());
        Clients.Issued issued = clients.create(spec)
                .orElseThrow(() -> new NothingDoneException("There is or was a client " + spec.name()
                        + ". Rotate its key, or take another name: the audit log knows clients by their names."));
        note("client created", spec.name());
        printer.issued(issued);
    }

    private void rotate(KeysArguments line) {
        String overlap = line.option("--overlap");
        Clients.Issued issued = clients.rotate(
                        line.name(),
                        overlap == null ? Clients.OVERLAP : duration("--overlap", overlap),
                        end(line.option("--expires")))
                .orElseThrow(() -> unknown(line.name()));
        note("client rotated", line.name());
        printer.issued(issued);
    }

    private void revoke(String name) {
        if (!clients.revoke(name)) {
            throw unknown(name);
        }
        note("client revoked", name);
        printer.revoked(name);
    }

    private void note(String action, String subject) {
        audit.note(ACTOR, action, subject, Map.of());
    }

    private static NothingDoneException unknown(String name) {
        return new NothingDoneException("No client " + name + " that may call is there; bin/api-keys list shows all.");
    }

    private static Role role(@Nullable String text) {
        for (Role role : Role.values()) {
            if (role.text().equals(text)) {
                return role;
            }
        }
        throw new IllegalArgumentException("--role must be reader, operator or admin.");
    }

    private static @Nullable Set<Long> channels(List<String> texts) {
        return texts.isEmpty() ? null : texts.stream().map(Ids::chat).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A time, or how long from now. */
    private @Nullable Instant end(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return text.matches("[0-9]+[smhd]")
                ? clock.instant().plus(duration("--expires", text))
                : Times.of("--expires", text);
    }

    private static Duration duration(String name, String text) {
        if (!text.matches("[0-9]{1,6}[smhd]")) {
            throw new IllegalArgumentException(name + " is no duration such as 30m, 24h or 90d.");
        }
        return DurationStyle.SIMPLE.parse(text);
    }

    /** What was asked for is impossible as things stand. */
    private static final class NothingDoneException extends RuntimeException {
        NothingDoneException(String message) {
            super(message);
        }
    }
}
