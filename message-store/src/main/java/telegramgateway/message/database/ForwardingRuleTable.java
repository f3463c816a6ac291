package telegramgateway.message.database;

import static telegramgateway.message.database.tables.telegram_gateway.Tables.FORWARDING_RULES;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** Statements on {@code forwarding_rules}. */
final class ForwardingRuleTable {
    private static final List<Field<?>> COLUMNS = List.of(
            FORWARDING_RULES.RULE_ID,
            FORWARDING_RULES.CHANNEL_ID,
            FORWARDING_RULES.DESTINATION,
            FORWARDING_RULES.FILTER,
            FORWARDING_RULES.ENABLED,
            FORWARDING_RULES.CREATED_AT);

    private ForwardingRuleTable() {}

    static List<ForwardingRule> all(DSLContext database) {
        return database.select(COLUMNS)
                .from(FORWARDING_RULES)
                .orderBy(FORWARDING_RULES.RULE_ID)
                .fetch(ForwardingRuleTable::rule);
    }

    static Optional<ForwardingRule> add(DSLContext database, ForwardingRule rule) {
        return database.insertInto(FORWARDING_RULES)
                .set(FORWARDING_RULES.CHANNEL_ID, rule.channelId())
                .set(FORWARDING_RULES.DESTINATION, rule.destination())
                .set(FORWARDING_RULES.FILTER, rule.filter())
                .set(FORWARDING_RULES.ENABLED, rule.enabled())
                .set(FORWARDING_RULES.CREATED_AT, rule.createdAt())
                .onConflictDoNothing()
                .returning(COLUMNS)
                .fetchOptional(ForwardingRuleTable::rule);
    }

    static Optional<ForwardingRule> enable(DSLContext database, long id, boolean enabled) {
        return database.update(FORWARDING_RULES)
                .set(FORWARDING_RULES.ENABLED, enabled)
                .where(FORWARDING_RULES.RULE_ID.eq(id))
                .returning(COLUMNS)
                .fetchOptional(ForwardingRuleTable::rule);
    }

    static boolean remove(DSLContext database, long id) {
        return database.deleteFrom(FORWARDING_RULES)
                        .where(FORWARDING_RULES.RULE_ID.eq(id))
                        .execute()
                > 0;
    }

    private static ForwardingRule rule(Record row) {
        Instant createdAt = row.get(FORWARDING_RULES.CREATED_AT);
        return new ForwardingRule(
                row.get(FORWARDING_RULES.RULE_ID),
                row.get(FORWARDING_RULES.CHANNEL_ID),
                row.get(FORWARDING_RULES.DESTINATION),
                row.get(FORWARDING_RULES.FILTER),
                row.get(FORWARDING_RULES.ENABLED),
                createdAt);
    }
}
