package telegramgateway.message.database.clients;

import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.API_CLIENTS;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.API_KEYS;
import static telegramgateway.message.database.tables.telegram_gateway.Tables.AUDIT_LOG;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.database.SqlErrors;

/**
 * The clients of the API, their keys, and the audit log. Safe for use by many threads.
 *
 * <p>Every method throws {@link telegramgateway.message.feed.StoreUnavailableException} when the database cannot answer
 * now.
 */
public final class ClientDatabase {
    private static final int TIMEOUT_SECONDS = 5;

    private final DSLContext jooq;

    public ClientDatabase(DataSource dataSource) {
        Settings settings = new Settings().withExecuteLogging(false).withQueryTimeout(TIMEOUT_SECONDS);
        jooq = DSL.using(dataSource, SQLDialect.POSTGRES, settings);
    }

    /** All clients, by name, also those that were revoked. */
    public List<ApiClient> clients() {
        return ask(database -> select(database, noCondition()));
    }

    /** The client of a name; empty when there is none. */
    public Optional<ApiClient> client(String name) {
        return ask(database -> select(database, API_CLIENTS.NAME.eq(name))).stream()
                .findFirst();
    }

    /** The clients that have one of some keys. Each comes with those of its keys only. */
    public List<ApiClient> byPrefixes(Collection<String> prefixes) {
        return ask(database -> select(database, API_KEYS.PREFIX.in(prefixes)));
    }

    /** Adds a client with its keys; false when there is or was one of its name. */
    public boolean add(ApiClient client) {
        return ask(database -> database.transactionResult(transaction -> {
            Long id = transaction
                    .dsl()
                    .insertInto(API_CLIENTS)
                    .set(API_CLIENTS.NAME, client.name())
                    .set(API_CLIENTS.ROLE, client.role())
                    .set(API_CLIENTS.CHANNELS, array(client.channels()))
                    .set(API_CLIENTS.SIGNED, client.signed())
                    .set(API_CLIENTS.CREATED_AT, client.createdAt())
                    .onConflictDoNothing()
                    .returning(API_CLIENTS.CLIENT_ID)
                    .fetchOne(API_CLIENTS.CLIENT_ID);
            if (id == null) {
                return false;
            }
            client.keys().forEach(key -> insert(transaction.dsl(), id, key));
            return true;
        }));
    }

    /**
     * Gives a client a further key, and lets those that it has expire; one that expires earlier stays as it is.
     *
     * @return false when there is no client of the name, or it was revoked
     */
    public boolean addKey(String name, ApiKey key, Instant othersExpireAt) {
        return ask(database -> database.transactionResult(transaction -> {
            Long id = transaction
                    .dsl()
                    .select(API_CLIENTS.CLIENT_ID)
                    .from(API_CLIENTS)
                    .where(API_CLIENTS.NAME.eq(name))
                    .and(API_CLIENTS.REVOKED_AT.isNull())
                    .forUpdate()
                    .fetchOne(API_CLIENTS.CLIENT_ID);
            if (id == null) {
                return false;
            }
            transaction
                    .dsl()
                    .update(API_KEYS)
                    .set(API_KEYS.EXPIRES_AT, othersExpireAt)
                    .where(API_KEYS.CLIENT_ID.eq(id))
                    .and(API_KEYS.EXPIRES_AT.isNull().or(API_KEYS.EXPIRES_AT.gt(othersExpireAt)))
                    .execute();
            insert(transaction.dsl(), id, key);
            return true;
        }));
    }

    /** Ends what a client may; false when there is none of the name, or it was revoked before. */
    public boolean revoke(String name, Instant at) {
        return ask(database -> database.update(API_CLIENTS)
                        .set(API_CLIENTS.REVOKED_AT, at)
                        .where(API_CLIENTS.NAME.eq(name))
                        .and(API_CLIENTS.REVOKED_AT.isNull())
                        .execute()
                > 0);
    }

    /** Notes when keys were used last; an earlier time than the noted one changes nothing. */
    public void used(Map<String, Instant> lastByPrefix) {
        ask(database -> database.batch(lastByPrefix.entrySet().stream()
                        .map(used -> database.update(API_KEYS)
                                .set(
                                        API_KEYS.LAST_USED_AT,
                                        greatest(API_KEYS.LAST_USED_AT, val(used.getValue(), API_KEYS.LAST_USED_AT)))
                                .where(API_KEYS.PREFIX.eq(used.getKey())))
                        .toList())
                .execute());
    }

    /** Adds an entry to the audit log, which nobody can change afterwards. */
    public void note(AuditEntry entry) {
        ask(database -> database.insertInto(AUDIT_LOG)
                .set(AUDIT_LOG.AT, entry.at())
                .set(AUDIT_LOG.ACTOR, entry.actor())
                .set(AUDIT_LOG.ACTION, entry.action())
                .set(AUDIT_LOG.SUBJECT, entry.subject())
                .set(AUDIT_LOG.DETAILS, JSONB.jsonbOrNull(entry.details()))
                .execute());
    }

    private static void insert(DSLContext database, long client, ApiKey key) {
        database.insertInto(API_KEYS)
                .set(API_KEYS.PREFIX, key.prefix())
                .set(API_KEYS.CLIENT_ID, client)
                .set(API_KEYS.KEY_SHA256, key.sha256())
                .set(API_KEYS.CREATED_AT, key.createdAt())
                .set(API_KEYS.EXPIRES_AT, key.expiresAt())
                .execute();
    }

    private static List<ApiClient> select(DSLContext database, Condition which) {
        Map<String, List<Record>> byName = new LinkedHashMap<>();
        database.select(API_CLIENTS.fields())
                .select(API_KEYS.fields())
                .from(API_CLIENTS)
                .join(API_KEYS)
                .on(API_KEYS.CLIENT_ID.eq(API_CLIENTS.CLIENT_ID))
                .where(which)
                .orderBy(API_CLIENTS.NAME, API_KEYS.CREATED_AT)
                .forEach(row -> byName.computeIfAbsent(row.get(API_CLIENTS.NAME), _ -> new ArrayList<>())
                        .add(row));
        return byName.values().stream().map(ClientDatabase::client).toList();
    }

    private static ApiClient client(List<Record> rows) {
        Record first = rows.getFirst();
        Long[] channels = first.get(API_CLIENTS.CHANNELS);
        return new ApiClient(
                first.get(API_CLIENTS.NAME),
                first.get(API_CLIENTS.ROLE),
                channels == null ? null : Set.copyOf(List.of(channels)),
                first.get(API_CLIENTS.SIGNED),
                first.get(API_CLIENTS.CREATED_AT),
                first.get(API_CLIENTS.REVOKED_AT),
                rows.stream()
                        .map(row -> new ApiKey(
                                row.get(API_KEYS.PREFIX),
                                row.get(API_KEYS.KEY_SHA256),
                                row.get(API_KEYS.CREATED_AT),
                                row.get(API_KEYS.EXPIRES_AT),
                                row.get(API_KEYS.LAST_USED_AT)))
                        .toList());
    }

    private static Long @Nullable [] array(@Nullable Set<Long> channels) {
        return channels == null ? null : channels.stream().sorted().toArray(Long[]::new);
    }

    private <T> T ask(Function<DSLContext, T> query) {
        try {
            return query.apply(jooq);
        } catch (DataAccessException e) {
            throw SqlErrors.explain(e);
        }
    }
}
