package telegramgateway.mtproto.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.mtproto.session.Ask;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;

/**
 * Asks Telegram for a sign of life when TDLib believes to be connected and nothing has come for long: a connection may
 * be dead without an end, and Telegram may have forgotten to tell what is new.
 */
final class Pulse implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    /** Telegram answers in well under a second. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private static final Duration OPTION_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final BooleanSupplier isUp;
    private final Supplier<@Nullable Instant> lastUpdateAt;
    private final Ask telegram;
    private final Consumer<Boolean> answers;
    private final Duration quietMax;
    private final CountDownLatch stopping;
    private final InstantSource clock;
    private Instant heardAt;
    private boolean silent;

    /**
     * @param isUp whether the session is logged in and TDLib believes to be connected
     * @param answers gets true when Telegram answers again, and false each time that it does not
     * @param quietMax how long nothing may come before Telegram is asked
     */
    Pulse(
            BooleanSupplier isUp,
            Supplier<@Nullable Instant> lastUpdateAt,
            Ask telegram,
            Consumer<Boolean> answers,
            Duration quietMax,
            CountDownLatch stopping,
            InstantSource clock) {
        this.isUp = isUp;
        this.lastUpdateAt = lastUpdateAt;
        this.telegram = telegram;
        this.answers = answers;
        this.quietMax = quietMax;
        this.stopping = stopping;
        this.clock = clock;
        heardAt = clock.instant();
    }

    @Override
    public void run() {
        try {
            while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks if it is time to. */
    void look() {
        Instant now = clock.instant();
        Instant update = lastUpdateAt.get();
        if (update != null && update.isAfter(heardAt)) {
            heardAt = update;
        }
        if (!isUp.getAsBoolean()) {
            // That it is down is known already.
            heardAt = now;
        } else if (silent || !now.isBefore(heardAt.plus(quietMax))) {
            ask();
        }
    }

    private void ask() {
        try {
            // From TDLib to Telegram and back on the session's own connection, also for a bot.
            telegram.ask(TdLibrary.request("testNetwork"), ANSWER_LIMIT);
        } catch (TdError | SessionException e) {
            if (isUp.getAsBoolean()) {
                unanswered(e);
            }
            return;
        }
        heardAt = clock.instant();
        if (silent) {
            silent = false;
            answers.accept(true);
        }
        // What Telegram did not tell by itself.
        quietly("testGetDifference");
    }

    private void unanswered(RuntimeException e) {
        if (!silent) {
            LOG.warn(
                    "Nothing came from Telegram for {} s, and it does not answer: {}",
                    Duration.between(heardAt, clock.instant()).toSeconds(),
                    e.getMessage());
        }
        silent = true;
        answers.accept(false);
        // Makes TDLib open its connections anew.
        quietly("setNetworkType");
    }

    private void quietly(String method) {
        try {
            telegram.ask(TdLibrary.request(method), OPTION_LIMIT);
        } catch (TdError | SessionException e) {
            LOG.debug("TDLib did not take {}", method, e);
        }
    }
}
