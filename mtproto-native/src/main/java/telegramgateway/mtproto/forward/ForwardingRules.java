package telegramgateway.mtproto.forward;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.database.ForwardingRule;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * The rules, which lie in the database. The last known ones stand while it is away. Safe for use by several threads.
 */
public final class ForwardingRules {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardingRules.class);

    /** Others may change them. */
    static final Duration READ_EVERY = Duration.ofSeconds(3);

    private final MessageDatabase database;
    private final @Nullable Long defaultDestination;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Set<Long> unusable = new HashSet<>();
    private @Nullable List<Rule> known;
    private long readAt;

    /**
     * @param defaultDestination gets the messages of every registered channel, by a rule that is made at the start if
     *     it is missing; null for none
     * @param nanoTime as {@link System#nanoTime()}
     */
    public ForwardingRules(
            MessageDatabase database, @Nullable Long defaultDestination, InstantSource clock, LongSupplier nanoTime) {
        this.database = database;
        this.defaultDestination = defaultDestination;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** @throws StoreUnavailableException while they have never been read */
    synchronized List<Rule> current() {
        List<Rule> last = known;
        if (last != null && nanoTime.getAsLong() - readAt < READ_EVERY.toNanos()) {
            return last;
        }
        try {
            if (last == null) {
                addDefault();
            }
            last = usable(database.forwardingRules());
            known = last;
        } catch (StoreUnavailableException e) {
            if (last == null) {
                throw new StoreUnavailableException("the rules of forwarding are not known yet", e);
            }
            LOG.debug("The rules of forwarding stay as they were", e);
        }
        readAt = nanoTime.getAsLong();
        return last;
    }

    private void addDefault() {
        Long destination = defaultDestination;
        if (destination != null) {
            database.addForwardingRule(new ForwardingRule(0, null, destination, null, true, clock.instant()))
                    .ifPresent(rule -> LOG.info(
                            "TELEGRAM_DESTINATION_CHANNEL_ID: rule {} forwards every registered channel to {}",
                            rule.id(),
                            destination));
        }
    }

    private List<Rule> usable(List<ForwardingRule> rows) {
        List<Rule> rules = new ArrayList<>();
        for (ForwardingRule row : rows) {
            try {
                rules.add(Rule.of(row));
                unusable.remove(row.id());
            } catch (IllegalArgumentException e) {
                if (unusable.add(row.id())) {
                    LOG.error("Forwarding rule {} forwards nothing: {}", row.id(), e.getMessage());
                }
            }
        }
        return List.copyOf(rules);
    }

    /** All of them, by id. */
    public List<ForwardingRule> list() {
        return database.forwardingRules();
    }

    /**
     * Adds a rule for what is accepted from now on.
     *
     * @return empty when there is one from the channel to the destination
     * @throws IllegalArgumentException with a sentence when the filter is no regular expression, or the channel is the
     *     destination
     */
    public Optional<ForwardingRule> add(@Nullable Long channelId, long destination, @Nullable String filter) {
        if (channelId != null && channelId == destination) {
            throw new IllegalArgumentException("The destination is the channel itself");
        }
        ForwardingRule rule = new ForwardingRule(0, channelId, destination, filter, true, clock.instant());
        Rule.of(rule);
        return changed(database.addForwardingRule(rule));
    }

    /** Switches a rule on or off; empty when there is none of that id. */
    public Optional<ForwardingRule> enable(long id, boolean enabled) {
        return changed(database.enableForwardingRule(id, enabled));
    }

    /** True when there was such a rule. */
    public boolean remove(long id) {
        return changed(database.removeForwardingRule(id));
    }

    private synchronized <T> T changed(T result) {
        readAt = nanoTime.getAsLong() - READ_EVERY.toNanos();
        return result;
    }
}
