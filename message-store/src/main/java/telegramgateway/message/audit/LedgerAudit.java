package telegramgateway.message.audit;

import java.util.Map;
import telegramgateway.message.coverage.CoverageState;

/**
 * What the ledger says of a channel's ids, and where the stored rows contradict it.
 *
 * @param first the lowest id of which anything is known, in scope or not
 * @param newest the highest
 * @param ids how many of the scope are in each state; states without any are left out
 * @param unknown those of which nothing is known
 * @param withoutRow those that the ledger calls stored and that have no row
 * @param rowsNotStored those that have a row and that the ledger does not call stored
 * @param untiled places at which two intervals overlap or leave a gap
 */
public record LedgerAudit(
        long first,
        long newest,
        Map<CoverageState, Long> ids,
        IdRuns unknown,
        IdRuns withoutRow,
        IdRuns rowsNotStored,
        long untiled) {

    public LedgerAudit {
        ids = Map.copyOf(ids);
    }

    /** True when the rows say the same as the ledger. */
    public boolean isSound() {
        return withoutRow.isEmpty() && rowsNotStored.isEmpty() && untiled == 0;
    }
}
