package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.mtproto.intake.Outcome;
import telegramgateway.mtproto.journal.Journal;

/**
 * Compares what is stored of a channel with what Telegram has, a page of its history at a time, and hands over what
 * differs. Telegram's pages are those of a search, which TDLib never answers from what it remembers. Safe for use by
 * many threads.
 *
 * @param account its name
 */
record Comparison(
        History history,
        HistoryIntake intake,
        Stored stored,
        Ledger ledger,
        Journal journal,
        String account,
        InstantSource clock) {

    /** As many as a page of Telegram's may have, and as many that were deleted. */
    private static final int STORED_BEFORE = 2 * History.PAGE;

    private static final int STORED_AT_ONCE = 2_000;
    private static final int INTERVALS_AT_ONCE = 1_000;

    /** A search may not know yet what was posted just now, unless it knows something younger. */
    private static final Duration SEARCHABLE_AFTER = Duration.ofMinutes(10);

    /** What was posted just now may be on its way from Telegram, or from the journal to the database. */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

    /** What becomes of ids without a stored message; of the others the ledger knows why they have none. */
    private static final Set<CoverageState> TAKEN =
            Set.of(CoverageState.UNKNOWN, CoverageState.ABSENT, CoverageState.ABSENT_PER_EXPORT, CoverageState.STORED);

    /**
     * Compares the messages of one page, and of them those that lie above the first id of which anything is known.
     *
     * @param from ids below it are left alone
     * @param below 0 for the newest on
     * @param newest the highest id that a search is known to know; 0 for none
     */
    Compared page(Purpose purpose, long channelId, long from, long below, long newest) throws InterruptedException {
        long first = ledger.first(channelId);
        if (first == 0 && CoverageInterval.applies(channelId)) {
            return Compared.NOTHING;
        }
        return above(Math.max(1, Math.max(first, from)), purpose, channelId, below, newest);
    }

    private Compared above(long from, Purpose purpose, long channelId, long below, long newest)
            throws InterruptedException {
        // Before Telegram is asked: what is posted or stored meanwhile must not look as if it were deleted.
        long top = below > 0 ? below - 1 : newestStored(channelId);
        boolean upToDate = ledger.hasApplied(channelId, journal.channelHeads().getOrDefault(channelId, 0L));
        List<KnownMessage> before = upToDate ? stored.between(channelId, from, top, STORED_BEFORE) : List.of();
        Page page = history.search(purpose, channelId, below);
        boolean last = page.seen() == 0 || page.oldest() <= from;
        long oldest = last ? from : page.oldest();
        Map<Long, KnownMessage> known = known(channelId, oldest, Math.max(top, highest(page)));
        List<KnownMessage> present = known.values().stream()
                .filter(message -> !message.deleted() && message.messageId() <= top)
                .sorted(Comparator.comparingLong(KnownMessage::messageId).reversed())
                .toList();
        Instant now = clock.instant();
        List<Message> observed = new ArrayList<>(observed(channelId, page, oldest, known, now));
        for (long messageId : gone(purpose, channelId, page, present, Math.max(newest, highest(page)))) {
            observed.add(Message.deletion(channelId, messageId, now, now, MessageSource.BACKFILL, account));
        }
        Set<Compared.Edited> edited = editedSince(before, page);
        List<Message> accepted = intake.submit(observed).stream()
                .filter(Outcome.Accepted.class::isInstance)
                .map(outcome -> ((Outcome.Accepted) outcome).event().message())
                .toList();
        accepted.stream()
                .filter(message -> message.kind() == MessageKind.EDITED)
                .map(message -> new Compared.Edited(message.messageId(), message.editedAt() != null))
                .forEach(edited::add);
        return new Compared(
                oldest,
                (int) page.there().stream().filter(id -> id >= oldest).count(),
                page.messages().stream()
                        .map(Message::sentAt)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                present.size(),
                edited.stream()
                        .sorted(Comparator.comparingLong(Compared.Edited::messageId))
                        .toList(),
                ids(accepted, MessageKind.DELETED),
                ids(accepted, MessageKind.POSTED),
                contradicted(purpose, channelId, page, known),
                last);
    }

    /**
     * What was edited after it was stored. When TDLib is asked it tells of the edit as well, so that the intake may
     * have it before the answer.
     */
    private static Set<Compared.Edited> editedSince(List<KnownMessage> before, Page page) {
        Map<Long, Message> there =
                page.messages().stream().collect(Collectors.toMap(Message::messageId, Function.identity()));
        Set<Compared.Edited> edited = new HashSet<>();
        for (KnownMessage known : before) {
            Message message = there.get(known.messageId());
            Instant editedAt = message == null || known.deleted() ? null : message.editedAt();
            Instant knownAt = known.editedAt();
            if (editedAt != null && (knownAt == null || knownAt.isBefore(editedAt))) {
                edited.add(new Compared.Edited(known.messageId(), true));
            }
        }
        return edited;
    }

    private static List<Long> ids(List<Message> messages, MessageKind kind) {
        return messages.stream()
                .filter(message -> message.kind() == kind)
                .map(Message::messageId)
                .sorted()
                .toList();
    }

    private long newestStored(long channelId) {
        return stored.between(channelId, 1, Long.MAX_VALUE, 1).stream()
                .mapToLong(KnownMessage::messageId)
                .findFirst()
                .orElse(0);
    }

    private static long highest(Page page) {
        return page.there().stream().mapToLong(id -> id).max().orElse(0);
    }

    private Map<Long, KnownMessage> known(long channelId, long from, long to) {
        List<KnownMessage> known = new ArrayList<>();
        long hi = to;
        while (hi >= from) {
            List<KnownMessage> some = stored.between(channelId, from, hi, STORED_AT_ONCE);
            known.addAll(some);
            hi = some.size() < STORED_AT_ONCE ? 0 : some.getLast().messageId() - 1;
        }
        return known.stream().collect(Collectors.toMap(KnownMessage::messageId, Function.identity()));
    }

    /** What Telegram has of stored messages, and of those that should be, oldest first. */
    private List<Message> observed(long channelId, Page page, long oldest, Map<Long, KnownMessage> known, Instant now) {
        List<Message> others = page.messages().stream()
                .filter(message -> message.messageId() >= oldest && !known.containsKey(message.messageId()))
                .filter(message -> message.sentAt() == null || message.sentAt().isBefore(now.minus(ON_ITS_WAY)))
                .toList();
        Set<Long> wanted = wanted(channelId, others);
        return page.messages().reversed().stream()
                .filter(message -> known.containsKey(message.messageId()) || wanted.contains(message.messageId()))
                .toList();
    }

    /** Those that the ledger does not say were refused, or stored once. Of a chat without ledger nobody can tell. */
    private Set<Long> wanted(long channelId, List<Message> messages) {
        if (messages.isEmpty() || !CoverageInterval.applies(channelId)) {
            return Set.of();
        }
        long lo = messages.getLast().messageId();
        long hi = messages.getFirst().messageId();
        List<CoverageInterval> unwanted = new ArrayList<>();
        for (long from = lo; from <= hi; ) {
            List<CoverageInterval> some = ledger.between(channelId, from, hi, INTERVALS_AT_ONCE);
            some.stream().filter(interval -> !TAKEN.contains(interval.state())).forEach(unwanted::add);
            from = some.size() < INTERVALS_AT_ONCE ? hi + 1 : some.getLast().hi() + 1;
        }
        return messages.stream()
                .map(Message::messageId)
                .filter(id -> unwanted.stream().noneMatch(interval -> interval.lo() <= id && id <= interval.hi()))
                .collect(Collectors.toSet());
    }

    /**
     * Those of the stored messages that Telegram does not have when it is asked for them once more.
     *
     * @param newest the newest message that a search knows
     */
    private List<Long> gone(Purpose purpose, long channelId, Page page, List<KnownMessage> present, long newest)
            throws InterruptedException {
        List<KnownMessage> missing = present.stream()
                .filter(message -> !page.there().contains(message.messageId()))
                .toList();
        List<Long> gone = new ArrayList<>();
        List<Long> ids = missing.stream().map(KnownMessage::messageId).toList();
        for (int from = 0; from < ids.size(); from += History.PAGE) {
            List<Long> asked = ids.subList(from, Math.min(ids.size(), from + History.PAGE));
            gone.addAll(asked);
            gone.removeAll(history.of(purpose, channelId, asked).there());
        }
        // TDLib may answer from what it remembers. A search it never does.
        Instant searchable = clock.instant().minus(SEARCHABLE_AFTER);
        Set<Long> confirmed = new HashSet<>(gone);
        for (KnownMessage message : missing) {
            boolean isOld = message.sentAt() != null && message.sentAt().isBefore(searchable);
            boolean isSearchable = isOld || message.messageId() < newest;
            if (isSearchable && !confirmed.contains(message.messageId())) {
                Page again = history.search(purpose, channelId, message.messageId() + 1);
                for (KnownMessage other : missing) {
                    boolean covered = again.seen() > 0
                            && other.messageId() <= message.messageId()
                            && other.messageId() >= again.oldest();
                    if (covered && !again.there().contains(other.messageId()) && confirmed.add(other.messageId())) {
                        gone.add(other.messageId());
                    }
                }
            }
        }
        return gone;
    }

    /** Messages that are stored as deleted and that Telegram names twice. */
    private List<Long> contradicted(Purpose purpose, long channelId, Page page, Map<Long, KnownMessage> known)
            throws InterruptedException {
        List<Long> contradicted = new ArrayList<>();
        for (long messageId : page.there()) {
            KnownMessage message = known.get(messageId);
            if (message != null
                    && message.deleted()
                    && history.search(purpose, channelId, messageId + 1).there().contains(messageId)) {
                contradicted.add(messageId);
            }
        }
        return contradicted.stream().sorted().toList();
    }
}
