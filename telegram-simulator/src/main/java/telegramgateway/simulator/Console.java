package telegramgateway.simulator;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Post;
import telegramgateway.simulator.world.World;

/** Commands, one per line. For one thread. */
final class Console {

    static final String HELP = """
            Commands, one per line; CHANNEL is a public name such as news1, NUMBER a post's:

              post CHANNEL TEXT            post it
              burst CHANNEL COUNT          post that many, as fast as the client takes them
              edit CHANNEL NUMBER TEXT     give a post another text
              delete CHANNEL NUMBER        delete a post
              join CHANNEL | leave CHANNEL as from another device
              untold CHANNEL COUNT         post without telling the client
              away SECONDS                 end all connections and take none for a while
              drop                         end all connections
              flood METHOD TIMES SECONDS   bid callers wait, for example messages.getHistory 1 5
              scan LINK                    admit the client that shows this tg://login link
              revoke                       end the person's sessions
              status                       who listens, what was posted, what was called in vain
              quit                         end

            """;

    private final Simulator simulator;
    private final World telegram;
    private final Account person;
    private final List<Channel> channels;
    private final ScheduledExecutorService clock;
    private final AtomicInteger posted = new AtomicInteger();

    Console(Simulator simulator, Account person, List<Channel> channels, ScheduledExecutorService clock) {
        this.simulator = simulator;
        this.telegram = simulator.world();
        this.person = person;
        this.channels = channels;
        this.clock = clock;
    }

    /** Posts into one channel after another. */
    void postEvery(Duration pause) {
        var _ = clock.scheduleAtFixedRate(
                () -> {
                    int number = posted.getAndIncrement();
                    channels.get(number % channels.size()).posts("Post " + (number + 1));
                },
                pause.toNanos(),
                pause.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** What came of a command. A wrong one changes nothing. */
    String obey(String line) {
        String[] words = line.split(" +", 4);
        try {
            return switch (words[0]) {
                case "" -> "";
                case "help" -> HELP;
                case "post" -> "posted " + posted(words);
                case "burst" -> count(channel(words).posts(number(words, 2), i -> "Burst " + (i + 1)));
                case "untold" -> untold(words);
                case "edit" -> "edited " + post(words).edit(words[3]).id();
                case "delete" -> {
                    post(words).delete();
                    yield "deleted " + words[2];
                }
                case "join" -> "joined " + channel(words).joinedBy(person).chatId();
                case "leave" -> "left " + channel(words).leftBy(person).chatId();
                case "away" -> away(number(words, 1));
                case "drop" -> {
                    simulator.dropsConnections();
                    yield "dropped";
                }
                case "flood" -> {
                    telegram.floodWait(words[1], number(words, 2), number(words, 3));
                    yield "will refuse " + words[1];
                }
                case "scan" -> {
                    person.scans(words[1]);
                    yield "admitted";
                }
                case "revoke" -> {
                    person.revokesAllSessions();
                    yield "revoked";
                }
                case "status" -> status();
                default -> "There is no command " + words[0] + "; help says which there are.";
            };
        } catch (IndexOutOfBoundsException _) {
            return "Not done: " + line + " (a word is missing, or there is no such post); help says how it is written.";
        } catch (IllegalArgumentException | IllegalStateException | NoSuchElementException e) {
            return "Not done: " + line + " (" + e.getMessage() + ").";
        }
    }

    private int posted(String[] words) {
        String text = words.length > 3 ? words[2] + " " + words[3] : words[2];
        return channel(words).posts(text).id();
    }

    private String untold(String[] words) {
        Channel channel = channel(words);
        int count = number(words, 2);
        telegram.silently(() -> channel.posts(count, i -> "Untold " + (i + 1)));
        return "posted " + count + " that no client was told of";
    }

    private String away(int seconds) {
        simulator.goesAway();
        var _ = clock.schedule(simulator::comesBack, seconds, TimeUnit.SECONDS);
        return "away for " + seconds + " s";
    }

    private String status() {
        StringBuilder status = new StringBuilder();
        status.append(telegram.listeners()).append(" clients listen\n");
        channels.forEach(channel -> status.append(channel.chatId())
                .append(": ")
                .append(channel.livePosts().size())
                .append(" posts\n"));
        return status.append("called in vain: ")
                .append(telegram.unknownMethods())
                .toString();
    }

    private Channel channel(String[] words) {
        return telegram.channelNamed(words[1].replace("@", ""));
    }

    private Post post(String[] words) {
        return channel(words).everyPost().get(number(words, 2) - 1);
    }

    private static int number(String[] words, int index) {
        return Integer.parseInt(words[index]);
    }

    private static String count(List<Post> posts) {
        return "posted " + posts.size() + ", the last is " + posts.getLast().id();
    }
}
