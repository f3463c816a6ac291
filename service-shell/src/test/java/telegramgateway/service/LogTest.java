package telegramgateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log of every service leaves out. */
class LogTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"org.jooq.Constants", "org.apache.coyote.http11.Http11Processor", "org.springframework.amqp"})
    void whatNobodyNeedsToReadIsNotWritten(String name) {
        Logger logger = LoggerFactory.getLogger(name);

        assertThat(logger.isInfoEnabled()).isFalse();
        assertThat(logger.isWarnEnabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.lettuce", "io.netty", "org.postgresql", "org.apache.coyote"})
    void whatGoesOverTheWireIsNeverWrittenWhateverTheLevel(String name) {
        // Its own level, not the one that LOG_LEVEL sets for all.
        Level own = ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(name)).getLevel();
        assertThat(own).isNotNull();
        assertThat(own.isGreaterOrEqual(Level.INFO)).isTrue();
    }

    @Test
    void everythingElseIsWritten() {
        assertThat(LoggerFactory.getLogger("telegramgateway").isInfoEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("org.jooq").isInfoEnabled()).isTrue();
    }
}
