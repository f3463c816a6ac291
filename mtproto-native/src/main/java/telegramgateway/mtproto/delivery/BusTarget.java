package telegramgateway.mtproto.delivery;

import java.util.List;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.bus.MessageBus;
import telegramgateway.mtproto.journal.TargetLane;

/**
 * The bus: what comes after it was switched on, or from a chosen start. It passes over bulk history that is older than
 * a given age. The broker keeps no cursor, and what it has handed on nobody can ask it for: after a crash a batch may
 * come twice.
 */
final class BusTarget implements Target {
    static final String NAME = "bus";

    private final MessageBus bus;
    private final HistoryLimit history;
    private final long start;

    /** @param start where it begins when it is switched on */
    BusTarget(MessageBus bus, HistoryLimit history, long start) {
        this.bus = bus;
        this.history = history;
        this.start = start;
    }

    @Override
    public String name() {
        return NAME;
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
        return start;
    }

    @Override
    public String outageWarning() {
        return "RabbitMQ is unavailable, events for the bus wait in the journal";
    }

    @Override
    public Delivered deliver(DeliveryRun run) {
        List<MessageEvent> wanted = history.wanted(run.events());
        if (!wanted.isEmpty()) {
            bus.publish(wanted);
        }
        return Delivered.confirmed(wanted.size());
    }

    @Override
    public void tick(TargetLane lane, long position, boolean caughtUp) {
        bus.ping();
    }
}
