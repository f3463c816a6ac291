package telegramgateway.mtproto.delivery;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import telegramgateway.mtproto.journal.TargetLane;

/**
 * A target that is switched on.
 *
 * @param lanes its cursors in the journal
 * @param gate opened once it has been asked what it holds; nothing is delivered before
 */
record TargetRun(Target target, List<TargetLane> lanes, TargetHealth health, CountDownLatch gate) {

    boolean isOpen() {
        return gate.getCount() == 0;
    }

    void open() {
        gate.countDown();
    }
}
