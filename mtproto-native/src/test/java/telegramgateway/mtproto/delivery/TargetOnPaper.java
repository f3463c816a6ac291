package telegramgateway.mtproto.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.database.DeliveryCursor;
import telegramgateway.mtproto.journal.JournalState;
import telegramgateway.mtproto.journal.TargetLane;

/** A target that only writes down what it was asked. */
final class TargetOnPaper implements Target {

    /** @param caughtUp what the lane vouched for */
    record Tick(long position, boolean caughtUp) {}

    final List<Tick> ticks = Collections.synchronizedList(new ArrayList<>());
    final List<DeliveryRun> runs = Collections.synchronizedList(new ArrayList<>());

    /** Whether it may hold back a share only. */
    boolean hasShare;

    /** Of a batch it takes what lies up to here; the rest must come again. */
    volatile long takesUpTo = Long.MAX_VALUE;

    /** What happens while a batch is on its way; may throw. */
    volatile Consumer<DeliveryRun> onDelivery = _ -> {};

    List<Long> positions() {
        return List.copyOf(runs).stream()
                .flatMap(run -> run.events().stream())
                .map(MessageEvent::position)
                .toList();
    }

    List<String> json() {
        return List.copyOf(runs).stream()
                .flatMap(run -> run.events().stream())
                .map(event -> new String(event.json(), UTF_8))
                .toList();
    }

    @Override
    public String name() {
        return "paper";
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public boolean hasShare() {
        return hasShare;
    }

    @Override
    public long firstPosition() {
        return 0;
    }

    @Override
    public String outageWarning() {
        return "no paper";
    }

    @Override
    public long held(JournalState journal) {
        return 0;
    }

    @Override
    public long highest() {
        return 0;
    }

    @Override
    public Optional<DeliveryCursor> cursor(JournalState journal, TargetLane lane) {
        return Optional.empty();
    }

    @Override
    public Delivered deliver(DeliveryRun run) {
        onDelivery.accept(run);
        List<MessageEvent> taken = run.events().stream()
                .filter(event -> event.position() <= takesUpTo)
                .toList();
        runs.add(new DeliveryRun(run.lane(), run.from(), run.to(), taken));
        return new Delivered(taken.size(), 0, takesUpTo);
    }

    @Override
    public void tick(TargetLane lane, long position, boolean caughtUp) {
        ticks.add(new Tick(position, caughtUp));
    }
}
