package telegramgateway.mtproto.delivery;

import java.util.List;
import telegramgateway.message.MessageEvent;
import telegramgateway.mtproto.journal.TargetLane;

/** The target that is Telegram itself. It keeps no cursor there. */
final class FollowUpTarget implements Target {
    private final FollowUp followUp;
    private final HistoryLimit history;

    FollowUpTarget(FollowUp followUp, HistoryLimit history) {
        this.followUp = followUp;
        this.history = history;
    }

    @Override
    public String name() {
        return followUp.name();
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public boolean hasShare() {
        return true;
    }

    @Override
    public long firstPosition() {
        return Long.MAX_VALUE;
    }

    @Override
    public String outageWarning() {
        return followUp.outageWarning();
    }

    @Override
    public Delivered deliver(DeliveryRun run) {
        List<MessageEvent> wanted = history.wanted(run.events());
        int done = wanted.isEmpty() ? 0 : followUp.take(wanted);
        return done == wanted.size()
                ? Delivered.confirmed(done)
                : new Delivered(done, 0, wanted.get(done).position() - 1);
    }

    @Override
    public void tick(TargetLane lane, long position, boolean caughtUp) {
        followUp.ping();
    }

    @Override
    public void stop() {
        followUp.stop();
    }
}
