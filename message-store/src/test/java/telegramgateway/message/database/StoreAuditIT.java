package telegramgateway.message.database;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.coverage.CoverageState.ABSENT;
import static telegramgateway.message.coverage.CoverageState.RETIRED;
import static telegramgateway.message.coverage.CoverageState.STORED;
import static telegramgateway.message.coverage.CoverageState.UNKNOWN;
import static telegramgateway.message.database.Batches.deleted;
import static telegramgateway.message.database.Batches.edited;
import static telegramgateway.message.database.Batches.posted;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.message.audit.AuditScope;
import telegramgateway.message.audit.ChainAudit;
import telegramgateway.message.audit.ChannelAudit;
import telegramgateway.message.audit.ChannelAudit.Verdict;
import telegramgateway.message.audit.IdRuns;
import telegramgateway.message.audit.IdRuns.Run;
import telegramgateway.message.audit.LedgerAudit;
import telegramgateway.message.audit.StoreAudit;
import telegramgateway.message.coverage.CoverageInterval;

/** What an audit finds in a database, and what somebody has done to it. */
class StoreAuditIT {
    private final TestDatabase sql = TestDatabase.shared();
    private final StoreAudit audit =
            new StoreAudit(sql.serviceDataSource(sql.local().user(), sql.local().password()));
    private final long channel = TestDatabase.newChannel();
    private final Batches batches = new Batches(sql.messages());

    @Test
    void aChannelOfWhichEveryIdIsDecidedIsComplete() {
        load();
        ChannelAudit found = audit();
        assertThat(found.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(found.isClean()).isTrue();
        LedgerAudit ledger = requireNonNull(found.ledger());
        assertThat(ledger.first()).isEqualTo(1);
        assertThat(ledger.newest()).isEqualTo(6);
        assertThat(ledger.ids()).isEqualTo(Map.of(STORED, 5L, ABSENT, 1L));
        assertThat(found.stored().messages()).isEqualTo(4);
        assertThat(found.stored().edited()).isEqualTo(1);
        assertThat(found.stored().deleted()).isEqualTo(1);
        assertThat(found.stored().events()).isEqualTo(7);
        assertThat(found.chain().events()).isEqualTo(7);
    }

    @Test
    void unknownIdsAreNamed() {
        load();
        batches.apply(posted(channel, 9, 90, "after a gap"), posted(channel, 60, 91, "and another"));
        ChannelAudit found = audit();
        assertThat(found.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(requireNonNull(found.ledger()).unknown()).isEqualTo(runs(52, new Run(7, 8), new Run(10, 59)));
    }

    @Test
    void manyUnknownRunsAreCountedAndTheFirstTwentyNamed() {
        sql.execute("""
                INSERT INTO telegram_gateway.channel_coverage (channel_id, lo, hi, state)
                SELECT %d, id, id, CASE id %% 2 WHEN 0 THEN 'unknown' ELSE 'absent' END
                FROM generate_series(1, 100) AS id""".formatted(channel));
        IdRuns unknown = requireNonNull(audit().ledger()).unknown();
        assertThat(unknown.ids()).isEqualTo(50);
        assertThat(unknown.runs()).isEqualTo(50);
        assertThat(unknown.first()).hasSize(IdRuns.LISTED_MAX).startsWith(new Run(2, 2), new Run(4, 4));
    }

    @Test
    void idsThatTheLedgerCallsStoredNeedARow() {
        load();
        sql.execute(
                "DELETE FROM telegram_gateway.messages WHERE channel_id = " + channel + " AND message_id IN (1, 4, 6)");
        ChannelAudit found = audit();
        assertThat(found.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(requireNonNull(found.ledger()).withoutRow())
                .isEqualTo(runs(3, new Run(1, 1), new Run(4, 4), new Run(6, 6)));
        assertThat(found.stored().eventsWithoutRow().ids()).isEqualTo(3);
    }

    @Test
    void aRowNeedsAnIntervalThatCallsItStored() {
        load();
        sql.execute("UPDATE telegram_gateway.channel_coverage SET state = 'absent', reason = NULL WHERE channel_id = "
                + channel + " AND lo = 4");
        ChannelAudit found = audit();
        assertThat(found.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(requireNonNull(found.ledger()).rowsNotStored()).isEqualTo(runs(3, new Run(4, 6)));
    }

    @Test
    void rowsOfAChannelWithoutALedgerAreFound() {
        load();
        sql.execute("DELETE FROM telegram_gateway.channel_coverage WHERE channel_id = " + channel);
        ChannelAudit found = audit();
        assertThat(found.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(requireNonNull(found.ledger()).rowsNotStored().ids()).isEqualTo(5);
    }

    @Test
    void intervalsMustLieSideBySide() {
        load();
        sql.execute("UPDATE telegram_gateway.channel_coverage SET lo = 7, hi = 7 WHERE channel_id = " + channel
                + " AND state = 'absent'");
        ChannelAudit found = audit();
        assertThat(found.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(requireNonNull(found.ledger()).untiled()).isEqualTo(1);
    }

    @Test
    void aRowMustSayWhatItsEventSays() {
        load();
        sql.execute("UPDATE telegram_gateway.messages SET json = replace(json, 'five', 'FIVE') WHERE channel_id = "
                + channel);
        ChannelAudit found = audit();
        assertThat(found.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(found.stored().rowsUnlikeEvent()).isEqualTo(runs(1, new Run(5, 5)));
    }

    @Test
    void aRowThatStandsBeforeItsLatestEventIsFound() {
        load();
        sql.execute("UPDATE telegram_gateway.messages SET position = 9 WHERE channel_id = " + channel
                + " AND message_id = 6");
        assertThat(audit().stored().eventsWithoutRow()).isEqualTo(runs(1, new Run(6, 6)));
    }

    @Test
    void whatRetentionHasRemovedIsNoDamage() {
        load();
        assertThat(sql.messages().retire(channel, Batches.SENT.plusSeconds(3), 10))
                .isEqualTo(2);
        ChannelAudit found = audit();
        assertThat(found.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(requireNonNull(found.ledger()).ids()).containsEntry(RETIRED, 2L);
    }

    @Test
    void anEventThatWasChangedIsFoundBetweenTwoAudits() {
        load();
        String first = audit().chain().head();
        batches.apply(posted(channel, 7, 70, "seven"), posted(channel, 8, 71, "eight"));
        ChannelAudit second = audit();
        batches.apply(posted(channel, 9, 90, "nine"));
        assertThat(audit().chain().breaks()).isEmpty();
        sql.execute("UPDATE telegram_gateway.message_events SET json = replace(json, 'seven', 'SEVEN')"
                + " WHERE channel_id = " + channel);
        ChannelAudit found = audit();
        assertThat(found.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(found.chain().breaks()).singleElement().satisfies(change -> {
            assertThat(requireNonNull(change.after()).hash()).isEqualTo(first);
            assertThat(change.upTo().hash()).isEqualTo(second.chain().head());
            assertThat(change.expected()).isEqualTo(2);
            assertThat(change.found()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'DELETE FROM telegram_gateway.message_events WHERE channel_id = %d AND position = 10', 6",
        "'UPDATE telegram_gateway.message_events SET position = 1 WHERE channel_id = %d AND position = 11', 7",
        "'UPDATE telegram_gateway.message_events SET position = 12 WHERE channel_id = %d AND position = 11', 7",
        "'UPDATE telegram_gateway.message_events SET message_id = 9 WHERE channel_id = %d AND position = 11', 7",
        "'INSERT INTO telegram_gateway.message_events SELECT channel_id, 12, 99, kind, source, received_at, json, gateway"
                + " FROM telegram_gateway.message_events WHERE channel_id = %d AND position = 10', 8",
        "'DELETE FROM telegram_gateway.message_events WHERE channel_id = %d', 0"
    })
    void eventsThatAreGoneMovedOrNewBelowAnAuditAreFound(String change, long left) {
        load();
        audit();
        sql.execute(change.formatted(channel));
        ChannelAudit found = audit();
        assertThat(found.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(found.chain().breaks()).singleElement().satisfies(broken -> {
            assertThat(broken.after()).isNull();
            assertThat(broken.expected()).isEqualTo(7);
            assertThat(broken.found()).isEqualTo(left);
        });
        batches.apply(posted(channel, 7, 70, "seven"));
        audit();
        assertThat(audit().chain().breaks()).as("found for ever, and once").hasSize(1);
    }

    @Test
    void aHeadThatWasKeptElsewhereIsFoundAgainAlsoWhenTheCheckpointsAreForged() {
        load();
        byte[] kept = HexFormat.of().parseHex(audit().chain().head());
        batches.apply(posted(channel, 7, 70, "seven"));
        ChainAudit.Kept found =
                requireNonNull(audit(AuditScope.WHOLE, kept).chain().kept());
        assertThat(found.position()).isEqualTo(60);
        sql.execute("DELETE FROM telegram_gateway.audit_chain WHERE channel_id = " + channel);
        sql.execute("DELETE FROM telegram_gateway.message_events WHERE channel_id = " + channel + " AND position = 10");
        ChannelAudit forged = audit(AuditScope.WHOLE, kept);
        assertThat(forged.chain().breaks()).isEmpty();
        assertThat(requireNonNull(forged.chain().kept()).position()).isNull();
        assertThat(forged.verdict()).isEqualTo(Verdict.DAMAGED);
    }

    @Test
    void whatIsWrittenMeanwhileContradictsNothing() {
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (long id = 1; id <= 600; id++) {
                batches.apply(posted(channel, id, 10 * id, "a"), edited(channel, id, 10 * id + 1, "b"));
            }
        });
        List<ChannelAudit> audits = new ArrayList<>();
        while (!writer.isDone()) {
            audits.add(audit());
        }
        writer.join();
        audits.add(audit());
        assertThat(audits)
                .hasSizeGreaterThan(5)
                .as("one snapshot for all figures")
                .allMatch(found -> found.stored().events() == found.chain().events())
                .extracting(ChannelAudit::verdict)
                .isSubsetOf(Verdict.NOTHING_KNOWN, Verdict.COMPLETE)
                .last()
                .isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void aScopeOfIdsOrDaysLeavesTheRestOut() {
        load();
        batches.apply(posted(channel, 9, 90, "nine"));
        assertThat(audit(AuditScope.of("1", "6"), null).verdict()).isEqualTo(Verdict.COMPLETE);
        ChannelAudit below = audit(AuditScope.of("2", "4"), null);
        assertThat(requireNonNull(below.ledger()).ids()).isEqualTo(Map.of(STORED, 2L, ABSENT, 1L));
        assertThat(below.stored().messages()).isEqualTo(1);
        // Each was sent as many seconds after 03:04:05 as its id says.
        ChannelAudit timed = audit(AuditScope.of("2026-01-02T03:04:10Z", "2026-01-02T03:04:11Z"), null);
        assertThat(timed.lo()).isEqualTo(5);
        assertThat(timed.hi()).as("up to the next message").isEqualTo(8);
        assertThat(requireNonNull(timed.ledger()).unknown()).isEqualTo(runs(2, new Run(7, 8)));
        batches.apply(posted(channel, 60, 91, "sixty"));
        assertThat(requireNonNull(audit(AuditScope.of("20", "30"), null).ledger())
                        .unknown())
                .as("a part of a run")
                .isEqualTo(runs(11, new Run(20, 30)));
        ChannelAudit day = audit(AuditScope.of("2026-01-02", "2026-01-02"), null);
        assertThat(day.lo()).isEqualTo(Long.MIN_VALUE);
        assertThat(day.hi()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whetherAChatWithoutDenseIdsIsCompleteCannotBeTold() {
        long group = -4_711_000L + channel % 1_000;
        batches.apply(posted(group, 5, 10, "a"), posted(group, 9, 11, "b"));
        ChannelAudit found = audit.audit(group, AuditScope.WHOLE, null, (_, _, _) -> {});
        assertThat(found.verdict()).isEqualTo(Verdict.NOT_COVERED);
        assertThat(found.ledger()).isNull();
        sql.execute("DELETE FROM telegram_gateway.messages WHERE message_id = 5 AND channel_id = " + group);
        assertThat(audit.audit(group, AuditScope.WHOLE, null, (_, _, _) -> {}).verdict())
                .isEqualTo(Verdict.DAMAGED);
    }

    @Test
    void channelsAreFoundByNameAndListed() {
        load();
        String name = "Name" + -channel;
        sql.execute("UPDATE telegram_gateway.channels SET username = '" + name + "' WHERE channel_id = " + channel);
        assertThat(audit.channel(name.toLowerCase(Locale.ROOT))).contains(channel);
        assertThat(audit.channel("nobody")).isEmpty();
        assertThat(audit.channels()).contains(channel);
        assertThat(audit.audit(-1_009_999_999_999L, AuditScope.WHOLE, null, (_, _, _) -> {})
                        .verdict())
                .isEqualTo(Verdict.NOTHING_KNOWN);
    }

    /** Ids 1 to 6, of which 3 never was, 1 was edited and 2 deleted. */
    private void load() {
        batches.apply(
                posted(channel, 1, 10, "one"),
                posted(channel, 2, 11, "two"),
                edited(channel, 1, 20, "one, better"),
                deleted(channel, 2, 21),
                posted(channel, 4, 40, "four"),
                posted(channel, 5, 50, "five"),
                posted(channel, 6, 60, "six"));
        batches.facts(CoverageInterval.of(channel, 3, ABSENT));
        assertThat(sql.messages().coverage(channel, 1, 100, 10))
                .containsExactly(
                        CoverageInterval.of(channel, 1, 2, STORED),
                        CoverageInterval.of(channel, 3, ABSENT),
                        CoverageInterval.of(channel, 4, 6, STORED))
                .noneMatch(interval -> interval.state() == UNKNOWN);
    }

    private ChannelAudit audit() {
        return audit(AuditScope.WHOLE, null);
    }

    private ChannelAudit audit(AuditScope scope, byte @Nullable [] kept) {
        return audit.audit(channel, scope, kept, (_, _, _) -> {});
    }

    private static IdRuns runs(long ids, Run... runs) {
        return new IdRuns(ids, runs.length, List.of(runs));
    }
}
