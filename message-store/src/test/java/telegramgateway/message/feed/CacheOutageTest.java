package telegramgateway.message.feed;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CacheOutageTest {
    private static final String AWAY = "WARN Redis cache unavailable, falling back to database-only";
    private static final String BACK = "INFO The Redis cache answers again";

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Instant now = Instant.EPOCH;
    private final CacheOutage outage = new CacheOutage(() -> now);

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(CacheOutage.class);
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger().setLevel(null);
        logger().detachAppender(lines);
    }

    @Test
    void anOutageIsToldOnceAndItsEndOnce() {
        outage.answered();
        outage.failed();
        outage.failed();
        pass(CacheOutage.OVER_AFTER);
        outage.answered();
        outage.answered();
        outage.failed();

        assertThat(said()).containsExactly(AWAY, BACK, AWAY);
    }

    @Test
    void answersBetweenFailuresDoNotEndIt() {
        for (int i = 0; i < 10; i++) {
            outage.failed();
            pass(CacheOutage.OVER_AFTER.minusMillis(1));
            outage.answered();
        }

        assertThat(said()).containsExactly(AWAY);
    }

    @Test
    void aClockThatIsSetBackEndsIt() {
        outage.failed();
        pass(Duration.ofHours(-1));
        outage.answered();

        assertThat(said()).containsExactly(AWAY, BACK);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private List<String> said() {
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }
}
