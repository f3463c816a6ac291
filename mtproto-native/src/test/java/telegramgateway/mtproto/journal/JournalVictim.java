package telegramgateway.mtproto.journal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.mtproto.TestMessages;

/** What a process that is killed runs: appends, moves a cursor and prunes, and says what was accepted. */
final class JournalVictim {
    static final String STARTED = "started";
    static final String TARGET = "cache";
    private static final int GROUP_MAX = 40;
    private static final int TEXT_MAX = 3_000;
    private static final int CHANNELS = 5;
    private static final int PRUNE_EVERY = 10;

    private JournalVictim() {}

    public static void main(String[] arguments) {
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
        say(STARTED);
        Journal journal = Journal.open(Path.of(arguments[0]), Long.MAX_VALUE, InstantSource.system());
        journal.ready();
        TargetLane lane = journal.targets().start(TARGET, 1, 0).getFirst();
        for (int group = 1; ; group++) {
            long next = journal.state().lastSequence() + 1;
            List<Message> messages = IntStream.range(0, 1 + random.nextInt(GROUP_MAX))
                    .mapToObj(i -> TestMessages.post(
                            TestMessages.CHANNEL - random.nextInt(CHANNELS),
                            next + i,
                            "a".repeat(random.nextInt(TEXT_MAX))))
                    .toList();
            List<MessageEvent> events = TestJournal.append(journal, messages);
            say(String.join("\n", events.stream().map(JournalVictim::line).toList()));
            TestJournal.deliver(journal, lane);
            if (group % PRUNE_EVERY == 0) {
                journal.prune();
            }
        }
    }

    static String line(MessageEvent event) {
        return event.sequence() + " " + event.position() + " " + event.previous() + " " + event.channelId() + " "
                + event.messageId() + " " + event.json().length;
    }

    private static void say(String text) {
        PrintStream out = System.out;
        out.println(text);
        out.flush();
    }
}
