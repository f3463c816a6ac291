package telegramgateway.mtproto.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.mtproto.telegram.Account;
import telegramgateway.mtproto.telegram.Telegram;

/** How it stands with Telegram, as gauges. */
@Component
class TelegramMetrics {
    private static final double MILLIS_PER_SECOND = 1000.0;

    TelegramMetrics(Optional<Telegram> telegram, InstantSource clock, MeterRegistry registry) {
        telegram.ifPresent(source -> register(source, clock, registry));
    }

    private static void register(Telegram source, InstantSource clock, MeterRegistry registry) {
        Gauge.builder("telegram.connection.status", source, it -> it.isConnected() ? 1 : 0)
                .description("Telegram connection status (0=disconnected, 1=connected)")
                .register(registry);
        Gauge.builder("tdlib.build.age.days", source, Telegram::tdlibAgeInDays)
                .description("Days since the release of the TDLib in use: Telegram serves old ones less")
                .tag("version", source.tdlibVersion())
                .register(registry);
        for (Account account : source.accounts()) {
            TelegramSession session = account.session();
            String name = account.options().name();
            for (SessionState state : SessionState.values()) {
                Gauge.builder("telegram.session.state", session, it -> it.state() == state ? 1 : 0)
                        .description("1 for the state that the session is in")
                        .tag("session", name)
                        .tag("state", state.jsonName())
                        .register(registry);
            }
            Gauge.builder("telegram.last.update.age.seconds", session, it -> age(it, clock))
                    .description("Time since anything came from Telegram; unknown before the first update")
                    .tag("session", name)
                    .register(registry);
        }
    }

    private static double age(TelegramSession session, InstantSource clock) {
        Instant last = session.lastUpdateAt();
        return last == null
                ? Double.NaN
                : Duration.between(last, clock.instant()).toMillis() / MILLIS_PER_SECOND;
    }
}
