package telegramgateway.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;
import telegramgateway.tdlib.TdLibraryPath;

/** bin/simulator: a simulator for a person, with one account and some channels. */
public final class SimulatorCommand {

    private static final String HELP = """
            bin/simulator [--port PORT] [--channels N] [--every SECONDS] [--password WORD] [--help]

            Starts a local Telegram on 127.0.0.1 with one person and some public channels, says how a client reaches it and
            logs in, and obeys the commands that it reads from standard input until you press Ctrl-C. All is forgotten when it
            ends. The real Telegram is never contacted.

              --port PORT        where it listens; 14430 unless it is set, 0 for a free port
              --channels N       how many channels there are, 1 to 1000; 3 unless it is set. The person is in all of them
              --every SECONDS    post into the channels in turn, one post each time; decimals are allowed
              --password WORD    ask for this password after the login code

            """ + Console.HELP;

    private static final String PHONE = "+5511999990001";
    private static final String CODE = "12345";
    private static final String BOT_TOKEN = "1002:simulated-bot-token-simulated-bot-t";
    private static final int MOST_CHANNELS = 1_000;

    private int port = 14_430;
    private int channels = 3;
    private double everySeconds;
    private String password = "";

    private SimulatorCommand() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
            System.out.print(HELP);
            return;
        }
        SimulatorCommand command = new SimulatorCommand();
        try {
            command.read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + " See bin/simulator --help.");
            System.exit(2);
        }
        try {
            command.run();
        } catch (IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("There is no value after " + name + ".");
            }
            String value = arguments[i + 1];
            try {
                switch (name) {
                    case "--port" -> port = Integer.parseInt(value);
                    case "--channels" -> channels = Integer.parseInt(value);
                    case "--every" -> everySeconds = Double.parseDouble(value);
                    case "--password" -> password = value;
                    default -> throw new IllegalArgumentException("There is no option " + name + ".");
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " needs a number, not " + value + ".", e);
            }
        }
        if (channels < 1 || channels > MOST_CHANNELS || port < 0 || port > 65_535 || everySeconds < 0) {
            throw new IllegalArgumentException("A number is out of its range.");
        }
    }

    private void run() throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("gateway.home", ""));
        Path copies = home.resolve("telegram-simulator/target/telegram-simulator");
        try (Simulator simulator = Simulator.start(TdLibraryPath.find(), copies, port);
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            Account person = simulator.world().person(PHONE, "Anna").withCode(CODE);
            if (!password.isEmpty()) {
                person.withPassword(password);
            }
            Account bot = simulator.world().bot(BOT_TOKEN, "Simulated");
            List<Channel> all = new ArrayList<>();
            for (int i = 1; i <= channels; i++) {
                all.add(simulator
                        .world()
                        .channel("News " + i)
                        .named("news" + i)
                        .writtenBy(person)
                        .joinedBy(bot));
            }
            introduce(simulator, all);
            Console console = new Console(simulator, person, all, clock);
            if (everySeconds > 0) {
                console.postEvery(Duration.ofNanos((long) (everySeconds * 1e9)));
            }
            if (obey(console)) {
                clock.shutdownNow();
            } else {
                // Nothing more to read: it is up to a signal.
                new CountDownLatch(1).await(Long.MAX_VALUE, TimeUnit.DAYS);
            }
        }
    }

    private void introduce(Simulator simulator, List<Channel> all) {
        ClientSettings client = simulator.client();
        System.out.printf(
                """
                A local Telegram listens on %s:%d.

                For a client:
                  export TDLIB_LIBRARY_PATH=%s
                  export TELEGRAM_PROXY='%s'
                  export TELEGRAM_TEST_DC=true
                  any TELEGRAM_API_ID and TELEGRAM_API_HASH will do

                To log in: phone %s, code %s%s; or the bot token %s

                Channels: %s%s

                """,
                client.host(),
                client.port(),
                client.library(),
                client.proxyLink(),
                PHONE,
                CODE,
                password.isEmpty() ? "" : ", password as given",
                BOT_TOKEN,
                "@news1 (" + all.getFirst().chatId() + ")",
                all.size() == 1
                        ? ""
                        : " to @news" + all.size() + " (" + all.getLast().chatId() + ")");
        System.out.println("Commands: help says which. Ctrl-C ends it.");
    }

    /** Whether it was told to end. */
    private static boolean obey(Console console) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.strip().equals("quit")) {
                return true;
            }
            console.obey(line.strip()).lines().forEach(System.out::println);
        }
        return false;
    }
}
