package telegramgateway.mtproto.audit;

import java.util.ArrayList;
import java.util.List;
import telegramgateway.message.audit.IdRuns;

/** Gathers ids, all ascending or all descending, as runs, of which it keeps the first. */
final class RunCount {
    private final List<IdRuns.Run> first = new ArrayList<>();
    private long ids;
    private long runs;
    private long last;

    /** Ids that follow each other become one run. */
    void add(long id) {
        boolean follows = ids > 0 && Math.abs(id - last) == 1;
        if (!follows) {
            runs++;
        }
        if (follows && runs == first.size()) {
            IdRuns.Run run = first.getLast();
            first.set(first.size() - 1, new IdRuns.Run(Math.min(run.lo(), id), Math.max(run.hi(), id)));
        } else if (!follows && first.size() < IdRuns.LISTED_MAX) {
            first.add(new IdRuns.Run(id, id));
        }
        ids++;
        last = id;
    }

    IdRuns runs() {
        return new IdRuns(ids, runs, first);
    }
}
