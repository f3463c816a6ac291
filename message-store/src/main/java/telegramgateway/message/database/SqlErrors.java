package telegramgateway.message.database;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Tells errors that pass from data that is refused for good, by SQLSTATE. What is not known to be the data's fault is
 * taken as passing: waiting loses nothing.
 */
public final class SqlErrors {

    /** PgBouncer (1.18 for one) has this one state for all that it says itself. */
    private static final String POOLER_ERROR = "08P01";

    private static final Pattern POOLER_REFUSES_LOGIN = Pattern.compile("authentication failed|no such user|password");

    private static final Pattern POOLER_LACKS_DATABASE = Pattern.compile("database .* does not exist");

    private SqlErrors() {}

    /**
     * The exception to throw for an error of JDBC or jOOQ.
     *
     * @return {@link StoreUnavailableException} or {@link DataRefusedException}
     */
    public static RuntimeException explain(Exception error) {
        SQLException origin = origin(error);
        String state = origin == null || origin.getSQLState() == null ? "" : origin.getSQLState();
        if (refusesData(state)) {
            // The original is not passed on: its details may quote the row.
            return new DataRefusedException(
                    "The database refuses the data for good (SQLSTATE " + state + "): " + reason(origin));
        }
        return new StoreUnavailableException(unavailable(state, origin == null ? error : origin), error);
    }

    /** Data exceptions, violated constraints, exceeded limits of a single value. */
    private static boolean refusesData(String state) {
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }

    private static String unavailable(String state, Exception error) {
        return switch (state.equals(POOLER_ERROR) ? stateMeantByPooler(reason(error)) : state) {
            case "28P01", "28000" ->
                "The database refuses the login: check TIMESCALEDB_USER and TIMESCALEDB_PASSWORD" + " (SQLSTATE "
                        + state + ")";
            case "3D000" -> "The database does not exist: create it, then run bin/migrate";
            case "3F000", "42P01", "42703" ->
                "The database lacks the schema of this version: run bin/migrate (" + reason(error) + ")";
            case "42501" -> "The database role lacks a right: run bin/migrate (" + reason(error) + ")";
            case "57014", "55P03" -> "The database took too long (" + reason(error) + ")";
            default -> "The database cannot answer now: " + reason(error);
        };
    }

    private static String stateMeantByPooler(String reason) {
        if (POOLER_REFUSES_LOGIN.matcher(reason).find()) {
            return "28P01";
        }
        return POOLER_LACKS_DATABASE.matcher(reason).find() ? "3D000" : POOLER_ERROR;
    }

    /** The error that began it: a pool wraps what the driver said. */
    private static @Nullable SQLException origin(Exception error) {
        SQLException origin = null;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                origin = sql;
            }
        }
        return origin;
    }

    private static String reason(@Nullable Exception error) {
        ServerErrorMessage server = error instanceof PSQLException sql ? sql.getServerErrorMessage() : null;
        String message = server != null ? server.getMessage() : error == null ? null : error.getMessage();
        return message == null ? "no reason given" : message;
    }
}
