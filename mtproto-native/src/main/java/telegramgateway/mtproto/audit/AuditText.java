package telegramgateway.mtproto.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import telegramgateway.message.audit.ChainAudit;
import telegramgateway.message.audit.ChainCheckpoint;
import telegramgateway.message.audit.ChannelAudit;
import telegramgateway.message.audit.ChannelAudit.Verdict;
import telegramgateway.message.audit.IdRuns;
import telegramgateway.message.audit.LedgerAudit;
import telegramgateway.message.audit.StoredAudit;
import telegramgateway.message.coverage.CoverageState;

/** An audit as a person reads it: of each channel its verdict in one line, and the figures below. */
final class AuditText {
    private static final int LABEL = 12;

    private final List<String> lines = new ArrayList<>();

    private AuditText() {}

    static List<String> lines(AuditedChannel audited) {
        AuditText text = new AuditText();
        ChannelAudit channel = audited.store();
        text.lines.add(audited.verdict() + "  " + name(channel) + ": " + verdict(audited));
        text.ids(channel);
        text.stored(channel.stored());
        text.chain(channel.chain());
        SourceAudit source = audited.source();
        if (source != null) {
            text.source(source);
        }
        text.findings(channel);
        return text.lines;
    }

    static String summary(List<AuditedChannel> channels) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        channels.forEach(channel -> counts.merge(channel.verdict(), 1, Integer::sum));
        return channels.size() + " channels: "
                + counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String name(ChannelAudit channel) {
        String username = channel.username() == null ? "" : " @" + channel.username();
        String title = channel.title() == null ? "" : " " + printable(channel.title());
        return channel.channelId() + username + title;
    }

    /** Anybody may name a channel, and a terminal obeys control characters. */
    static String printable(String title) {
        return title.replaceAll("\\p{Cntrl}", " ");
    }

    private static String verdict(AuditedChannel audited) {
        ChannelAudit channel = audited.store();
        LedgerAudit ledger = channel.ledger();
        return switch (audited.verdict()) {
            case COMPLETE -> "every id is stored, absent, refused or retired";
            case NOT_COVERED -> "what is stored is sound; coverage does not apply, as ids of this chat are not dense";
            case NOTHING_KNOWN -> "nothing is stored, and no id is known";
            case INCOMPLETE -> number(ledger == null ? 0 : ledger.unknown().ids()) + " ids unknown";
            case DIFFERS -> "Telegram has it otherwise; what it has was taken";
            case DAMAGED -> String.join("; ", damages(channel));
        };
    }

    private static List<String> damages(ChannelAudit channel) {
        List<String> damages = new ArrayList<>();
        LedgerAudit ledger = channel.ledger();
        if (ledger != null && !ledger.isSound()) {
            damages.add("ledger and rows disagree");
        }
        if (!channel.stored().isSound()) {
            damages.add("rows and events disagree");
        }
        if (!channel.chain().breaks().isEmpty()) {
            damages.add("events have changed since an earlier audit");
        }
        if (isKeptLost(channel.chain())) {
            damages.add("no events have the chain that was kept");
        }
        return damages;
    }

    private static boolean isKeptLost(ChainAudit chain) {
        return chain.kept() != null && chain.kept().position() == null;
    }

    private void ids(ChannelAudit channel) {
        LedgerAudit ledger = channel.ledger();
        if (ledger == null) {
            return;
        }
        String known = ledger.first() + " to " + ledger.newest();
        if (channel.lo() == Long.MIN_VALUE && channel.hi() == Long.MAX_VALUE) {
            add("ids", known);
        } else {
            String lo = channel.lo() == Long.MIN_VALUE ? "the first" : String.valueOf(channel.lo());
            String hi = channel.hi() == Long.MAX_VALUE ? "the newest" : String.valueOf(channel.hi());
            add("ids", lo + " to " + hi + ", of " + known + " that are known");
        }
        for (CoverageState state : CoverageState.values()) {
            long ids = ledger.ids().getOrDefault(state, 0L);
            if (ids > 0) {
                String which = state == CoverageState.UNKNOWN ? ": " + runs(ledger.unknown()) : "";
                add("  " + state.jsonName().replace('_', ' '), number(ids) + which);
            }
        }
    }

    private void stored(StoredAudit stored) {
        add("messages", number(stored.messages()) + ", of these " + number(stored.edited()) + " edited");
        add(
                "deleted",
                number(stored.deleted())
                        + (stored.neverSeen() == 0 ? "" : ", of these " + number(stored.neverSeen()) + " never seen"));
        add(
                "events",
                number(stored.events()) + ": " + number(stored.posted()) + " posted, " + number(stored.edits())
                        + " edited, " + number(stored.deletions()) + " deleted");
    }

    private void chain(ChainAudit chain) {
        if (chain.events() > 0) {
            String compared = chain.checkpoints() == 0
                    ? "the first audit"
                    : "compared with earlier audits: " + chain.checkpoints();
            add("chain", chain.head());
            add("", "over " + number(chain.events()) + " events up to position " + chain.position() + "; " + compared);
        }
        ChainAudit.Kept kept = chain.kept();
        if (kept != null && kept.position() != null) {
            add("", "the chain that was kept is that of the events up to position " + kept.position());
        }
    }

    private void source(SourceAudit source) {
        add("telegram", number(source.seen()) + " messages compared with " + number(source.stored()) + " stored ones");
        if (source.notCompared() != null) {
            add("", "not to the end: " + source.notCompared());
        }
        finding("messages of Telegram's that nobody had", source.missing());
        finding("messages that were edited without a word", source.edited());
        if (source.versionsLost() > 0) {
            add("", number(source.versionsLost()) + " of them may have been edited more than once");
        }
        finding("messages that were deleted without a word", source.deleted());
        finding("messages that are stored as deleted, and that Telegram has", source.contradicted());
    }

    private void findings(ChannelAudit channel) {
        LedgerAudit ledger = channel.ledger();
        if (ledger != null) {
            finding("the ledger calls stored what has no row", ledger.withoutRow());
            finding("rows that the ledger does not call stored", ledger.rowsNotStored());
            if (ledger.untiled() > 0) {
                lines.add("  ! places where intervals of the ledger overlap or leave a gap: " + ledger.untiled());
            }
        }
        finding("rows that are not what their event says", channel.stored().rowsUnlikeEvent());
        finding("events that their row has not reached", channel.stored().eventsWithoutRow());
        channel.chain().breaks().forEach(change -> lines.add("  ! events changed " + change(change)));
        if (isKeptLost(channel.chain())) {
            lines.add("  ! no events have the chain that was kept: they have changed since");
        }
    }

    private static String change(ChainAudit.Break change) {
        String after = change.after() == null ? "from the first event" : "after " + checkpoint(change.after());
        long more = change.found() - change.expected();
        String count = more == 0
                ? "as many as then"
                : number(Math.abs(more)) + (more > 0 ? " more than then" : " fewer than then");
        return after + " up to " + checkpoint(change.upTo()) + ": " + count;
    }

    private static String checkpoint(ChainCheckpoint checkpoint) {
        Instant time = checkpoint.auditedAt().truncatedTo(ChronoUnit.SECONDS);
        return "position " + checkpoint.position() + " (audit of " + time + ")";
    }

    private void finding(String what, IdRuns runs) {
        if (!runs.isEmpty()) {
            lines.add("  ! " + what + ": " + number(runs.ids()) + ": " + runs(runs));
        }
    }

    static String runs(IdRuns runs) {
        String listed = runs.first().stream()
                .map(run -> run.lo() == run.hi() ? String.valueOf(run.lo()) : run.lo() + "-" + run.hi())
                .collect(Collectors.joining(", "));
        long others = runs.runs() - runs.first().size();
        return others == 0 ? listed : listed + " and " + number(others) + " more runs";
    }

    private void add(String label, String value) {
        lines.add("  " + label + " ".repeat(Math.max(1, LABEL - label.length())) + value);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
