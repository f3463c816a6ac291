package telegramgateway.api.clients;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import telegramgateway.api.http.Periodic;
import telegramgateway.message.database.clients.ClientDatabase;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Finds clients by the prefix of a key. The database is asked for a key when it comes for the first time; those that
 * are known are read again in the background, all at once. So no request of a known client waits for the database, what
 * was revoked counts for {@link #REFRESH} longer at most, and while the database is away the known clients go on for a
 * time by setting. Safe for use by many threads.
 */
@Component
public final class ClientDirectory implements SmartLifecycle {
    /** How old what is known of a client may become while the database answers. */
    static final Duration REFRESH = Duration.ofSeconds(5);

    /** Of keys that are known at once; the one that has not been used for the longest time is asked for again. */
    private static final int KNOWN_MAX = 10_000;

    private static final Logger log = LoggerFactory.getLogger(ClientDirectory.class);

    private final ClientDatabase database;
    private final InstantSource clock;
    private final Duration trusted;
    private final Map<String, Known> known = Collections.synchronizedMap(new LeastRecentlyUsed());
    private final Map<String, Instant> used = new ConcurrentHashMap<>();
    private final List<Runnable> afterRefresh = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private final Periodic periodic = new Periodic("api-clients", REFRESH, this::refresh);

    ClientDirectory(ClientDatabase database, AccessSettings settings, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.trusted = settings.trustKnown();
    }

    /**
     * Who has the key with a prefix; empty when nobody has.
     *
     * @throws StoreUnavailableException when only the database could tell and is away
     */
    public Optional<KeyHolder> find(String prefix) {
        Known cached = known.get(prefix);
        if (cached != null && clock.instant().isBefore(cached.asOf().plus(trusted))) {
            return Optional.of(cached.holder());
        }
        Optional<KeyHolder> loaded = Optional.ofNullable(load(Set.of(prefix)).get(prefix));
        loaded.ifPresent(holder -> known.put(prefix, new Known(holder, clock.instant())));
        return loaded;
    }

    /** Whether {@link #find} would not ask the database. */
    public boolean knows(String prefix) {
        return known.containsKey(prefix);
    }

    /** To be told when a key was right, so that the database learns when it was used last. */
    public void used(String prefix) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(used.get(prefix))) {
            used.put(prefix, now);
        }
    }

    /** Is run each time when what is known was read again, by the thread that read it; must not wait. */
    public void afterRefresh(Runnable look) {
        afterRefresh.add(look);
    }

    /** Reads again what is known. While the database is away everything stays as it is. */
    void refresh() {
        try {
            Set<String> prefixes;
            synchronized (known) {
                prefixes = Set.copyOf(known.keySet());
            }
            if (prefixes.isEmpty()) {
                return;
            }
            Instant asked = clock.instant();
            Map<String, KeyHolder> loaded = load(prefixes);
            for (String prefix : prefixes) {
                KeyHolder holder = loaded.get(prefix);
                if (holder == null) {
                    known.remove(prefix);
                } else {
                    known.put(prefix, new Known(holder, asked));
                }
            }
            afterRefresh.forEach(Runnable::run);
            noteUse(asked.truncatedTo(ChronoUnit.MINUTES));
            if (away) {
                away = false;
                log.info("The clients of the API are read from the database again");
            }
        } catch (StoreUnavailableException e) {
            if (!away) {
                away = true;
                log.warn(
                        "The clients of the API cannot be read: known ones go on for {}, revocations wait: {}",
                        trusted,
                        e.getMessage());
            }
        } catch (RuntimeException e) {
            log.error("The clients of the API could not be read again", e);
        }
    }

    /** Once a minute per key: minutes that are over. */
    private void noteUse(Instant minute) {
        Map<String, Instant> over = new HashMap<>(used);
        over.values().removeIf(time -> !time.isBefore(minute));
        if (!over.isEmpty()) {
            database.used(over);
            over.forEach(used::remove);
        }
    }

    private Map<String, KeyHolder> load(Set<String> prefixes) {
        Map<String, KeyHolder> holders = new HashMap<>();
        database.byPrefixes(List.copyOf(prefixes))
                .forEach(client -> client.keys().forEach(key -> holders.put(key.prefix(), new KeyHolder(client, key))));
        return holders;
    }

    @Override
    public void start() {
        periodic.start();
    }

    @Override
    public void stop() {
        periodic.stop();
    }

    @Override
    public boolean isRunning() {
        return periodic.isRunning();
    }

    private record Known(KeyHolder holder, Instant asOf) {}

    private static final class LeastRecentlyUsed extends LinkedHashMap<String, Known> {
        LeastRecentlyUsed() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > KNOWN_MAX;
        }
    }
}
