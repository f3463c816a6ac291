package telegramgateway.mtproto.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeBooks;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalState;
import telegramgateway.mtproto.journal.ParkedEvent;
import telegramgateway.mtproto.journal.TargetBooks;
import telegramgateway.mtproto.journal.TargetLane;

/**
 * {@code GET /journal}: the books. Within this process's life {@code received = accepted + rejected + waiting}; for
 * each target {@code accepted = delivered + parked + passedOver + pending}; and {@code appliedByDatabase}, which the
 * database counts itself, equals what the database was delivered.
 */
@RestController
class JournalController {
    private static final int PARKED_SHOWN = 100;

    private final Journal journal;
    private final Intake intake;
    private final IntakeBooks books;
    private final MessageDatabase database;

    JournalController(Journal journal, Intake intake, IntakeBooks books, MessageDatabase database) {
        this.journal = journal;
        this.intake = intake;
        this.books = books;
        this.database = database;
    }

    /** @param appliedByDatabase null while the database cannot say it */
    record Answer(
            UUID id,
            String state,
            long lastPosition,
            long lastSequence,
            long usedBytes,
            long maxBytes,
            long received,
            long accepted,
            Map<String, Long> rejected,
            long waiting,
            Map<String, TargetBooks> targets,
            @Nullable Long appliedByDatabase,
            List<ParkedEvent> parked) {}

    @GetMapping("/journal")
    Answer books() {
        JournalState state = journal.state();
        Map<String, TargetBooks> targets = new LinkedHashMap<>();
        journal.targets().books().forEach(target -> targets.put(target.target(), target));
        return new Answer(
                state.id(),
                intake.state().text(),
                state.lastPosition(),
                state.lastSequence(),
                journal.usedBytes(),
                journal.maxBytes(),
                books.received(),
                books.accepted(),
                books.rejected(),
                books.waiting(),
                targets,
                applied(state.id()),
                journal.targets().parked(PARKED_SHOWN));
    }

    private @Nullable Long applied(UUID journalId) {
        try {
            long applied = 0;
            for (int lane = 0; lane < TargetLane.COUNT; lane++) {
                applied += database.cursor(journalId, lane).applied();
            }
            return applied;
        } catch (StoreUnavailableException _) {
            return null;
        }
    }
}
