package telegramgateway.message.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.coverage.CoverageState.ABSENT;
import static telegramgateway.message.coverage.CoverageState.REFUSED;
import static telegramgateway.message.coverage.CoverageState.STORED;
import static telegramgateway.message.coverage.CoverageState.UNKNOWN;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random facts in random batches, against a map that has an entry for each id. */
class CoverageFoldTest {
    private static final long CHANNEL = -1_001_000_000_001L;
    private static final int IDS = 60;

    /** One fact about one id; the stronger one is greater. */
    private record Word(CoverageState state, String reason) implements Comparable<Word> {
        @Override
        public int compareTo(Word other) {
            int byState = state.compareTo(other.state);
            return byState != 0 ? byState : reason.compareTo(other.reason);
        }
    }

    /** A channel's intervals by their first id, of which a batch reads only what the contract of the fold says. */
    private static final class Ledger {
        private final NavigableMap<Long, CoverageInterval> rows = new TreeMap<>();

        void apply(List<CoverageInterval> facts) {
            Set<CoverageInterval> near = new HashSet<>();
            for (CoverageInterval fact : facts) {
                Map.Entry<Long, CoverageInterval> before = rows.lowerEntry(fact.lo());
                if (before != null) {
                    near.add(before.getValue());
                }
                near.addAll(rows.subMap(fact.lo(), true, fact.hi() + 1, true).values());
                Map.Entry<Long, CoverageInterval> after = rows.higherEntry(fact.hi() + 1);
                if (after != null) {
                    near.add(after.getValue());
                }
            }
            near.forEach(row -> rows.remove(row.lo()));
            CoverageFold.fold(near, facts).forEach(row -> rows.put(row.lo(), row));
        }
    }

    @Property(tries = 2_000)
    void anyOrderOfAnyBatchesEndsWhereTheStrongestFactOfEachIdStands(
            @ForAll("batches") List<List<CoverageInterval>> batches, @ForAll Random random) {
        Ledger ledger = new Ledger();
        batches.forEach(ledger::apply);
        assertThat(ledger.rows.values()).containsExactlyElementsOf(model(batches));

        List<List<CoverageInterval>> again = new ArrayList<>(batches);
        Collections.shuffle(again, random);
        Ledger other = new Ledger();
        again.forEach(other::apply);
        assertThat(other.rows).as("in another order").isEqualTo(ledger.rows);
        again.forEach(ledger::apply);
        assertThat(ledger.rows).as("a second time").isEqualTo(other.rows);
    }

    @Property(tries = 500)
    void joinedFactsSayTheSameAsTheFactsThemselves(@ForAll("facts") List<CoverageInterval> facts) {
        Ledger one = new Ledger();
        one.apply(facts);
        Ledger other = new Ledger();
        other.apply(CoverageFold.join(facts));
        assertThat(other.rows).isEqualTo(one.rows);
        assertThat(CoverageFold.join(facts))
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) -> Long.compare(a.hi(), b.lo()));
    }

    /** The tiling that an entry per id makes: no gap, no overlap, neighbours differ. */
    private static List<CoverageInterval> model(List<List<CoverageInterval>> batches) {
        TreeMap<Long, Word> words = new TreeMap<>();
        batches.forEach(batch -> batch.forEach(fact -> {
            Word word = new Word(fact.state(), fact.reason() == null ? "" : fact.reason());
            for (long id = fact.lo(); id <= fact.hi(); id++) {
                words.merge(id, word, (one, other) -> one.compareTo(other) > 0 ? one : other);
            }
        }));
        List<CoverageInterval> tiles = new ArrayList<>();
        if (words.isEmpty()) {
            return tiles;
        }
        Word nothing = new Word(UNKNOWN, "");
        long lo = words.firstKey();
        for (long id = lo; id <= words.lastKey(); id++) {
            Word word = words.getOrDefault(id, nothing);
            if (id == words.lastKey() || !word.equals(words.getOrDefault(id + 1, nothing))) {
                tiles.add(new CoverageInterval(
                        CHANNEL, lo, id, word.state(), word.reason().isEmpty() ? null : word.reason()));
                lo = id + 1;
            }
        }
        return tiles;
    }

    @Provide
    Arbitrary<List<List<CoverageInterval>>> batches() {
        return facts().list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<CoverageInterval>> facts() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, IDS),
                        Arbitraries.longs().between(0, 8),
                        Arbitraries.of(CoverageState.class),
                        Arbitraries.of("a", "b"))
                .as((lo, more, state, reason) -> new CoverageInterval(
                        CHANNEL,
                        lo,
                        lo + more,
                        state,
                        state == REFUSED || state == CoverageState.ABSENT_PER_EXPORT ? reason : null))
                .list()
                .ofMaxSize(5);
    }

    @Example
    void aJumpIsUnknownAndAChannelInOrderStaysOneInterval() {
        assertThat(CoverageFold.fold(List.of(of(1, 4, STORED)), List.of(of(5, 5, STORED))))
                .containsExactly(of(1, 5, STORED));
        assertThat(CoverageFold.fold(List.of(of(1, 5, STORED)), List.of(of(9, 9, STORED))))
                .containsExactly(of(1, 5, STORED), of(6, 8, UNKNOWN), of(9, 9, STORED));
        assertThat(CoverageFold.fold(
                        List.of(of(1, 5, STORED), of(6, 8, UNKNOWN), of(9, 9, STORED)), List.of(of(6, 8, ABSENT))))
                .containsExactly(of(1, 5, STORED), of(6, 8, ABSENT), of(9, 9, STORED));
    }

    @Example
    void whatLiesBetweenTwoKnownIntervalsAndWasNotReadIsLeftAlone() {
        assertThat(CoverageFold.fold(
                        List.of(of(1, 5, STORED), of(100, 200, STORED)),
                        List.of(of(7, 7, ABSENT), of(201, 201, STORED))))
                .containsExactly(of(1, 5, STORED), of(7, 7, ABSENT), of(100, 201, STORED));
    }

    private static CoverageInterval of(long lo, long hi, CoverageState state) {
        return CoverageInterval.of(CHANNEL, lo, hi, state);
    }
}
