package telegramgateway.mtproto.health;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.mtproto.repair.Purpose;
import telegramgateway.mtproto.repair.Repair;
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
        Gauge.builder("telegram.native.memory.bytes", source, Telegram::memoryBytes)
                .description("Memory that native code has allocated, nearly all of it TDLib's; 0 if unknown")
                .register(registry);
        FunctionCounter.builder("telegram.memory.reopenings", source, Telegram::reopenings)
                .description("Sessions that were closed and opened again to free memory")
                .register(registry);
        for (Account account : source.accounts()) {
            register(account.options().name(), account.repair(), registry);
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

    private static void register(String session, Repair repair, MeterRegistry registry) {
        Gauge.builder(
                        "telegram.flood.wait.seconds",
                        repair,
                        it -> it.floodWait().toMillis() / MILLIS_PER_SECOND)
                .description("How long Telegram still wants no request for history; 0 if it does not mind")
                .tag("session", session)
                .register(registry);
        FunctionCounter.builder("telegram.flood.waits", repair, Repair::floodWaits)
                .description("How often Telegram wanted no request for history for a while")
                .tag("session", session)
                .register(registry);
        for (Purpose purpose : Purpose.values()) {
            FunctionCounter.builder("telegram.history.requests", repair, it -> it.requests(purpose))
                    .description("Requests for history, by what for")
                    .tag("session", session)
                    .tag("purpose", purpose.jsonName())
                    .register(registry);
        }
        for (CoverageState state : List.of(CoverageState.STORED, CoverageState.ABSENT, CoverageState.REFUSED)) {
            FunctionCounter.builder("telegram.repaired.ids", repair, it -> it.found(state))
                    .description("Message ids of which nothing was known, by what Telegram said of them")
                    .tag("session", session)
                    .tag("state", state.jsonName())
                    .register(registry);
        }
        counter(
                        "telegram.sweep.messages",
                        "Stored messages that were compared with Telegram's",
                        Repair::compared,
                        repair)
                .tag("session", session)
                .register(registry);
        String changes = "Messages whose post, edit or deletion Telegram had not told";
        counter("telegram.sweep.changes", changes, Repair::editedUnseen, repair)
                .tag("session", session)
                .tag("change", "edited")
                .register(registry);
        counter("telegram.sweep.changes", changes, Repair::deletedUnseen, repair)
                .tag("session", session)
                .tag("change", "deleted")
                .register(registry);
        counter("telegram.sweep.changes", changes, Repair::missedUnseen, repair)
                .tag("session", session)
                .tag("change", "missing")
                .register(registry);
        counter(
                        "telegram.versions.lost",
                        "Edits that were found later: texts between may be lost",
                        Repair::versionsLost,
                        repair)
                .tag("session", session)
                .register(registry);
        counter(
                        "telegram.kept.back",
                        "Messages that Telegram had not told when their channel was asked for its newest",
                        Repair::keptBack,
                        repair)
                .tag("session", session)
                .register(registry);
        Gauge.builder("telegram.stalled.channels", repair, Repair::stalledChannels)
                .description("Channels of which Telegram does not tell though the account is connected")
                .tag("session", session)
                .register(registry);
        Gauge.builder("telegram.ingest.lag.ids", repair, Repair::lag)
                .description("Message ids by which a channel was behind Telegram at its last probe, the most of all")
                .tag("session", session)
                .register(registry);
        Gauge.builder("telegram.unreadable.channels", repair, Repair::unreadableChannels)
                .description("Registered channels whose history Telegram refuses")
                .tag("session", session)
                .register(registry);
    }

    private static FunctionCounter.Builder<Repair> counter(
            String name, String description, ToDoubleFunction<Repair> count, Repair repair) {
        return FunctionCounter.builder(name, repair, count).description(description);
    }

    private static double age(TelegramSession session, InstantSource clock) {
        Instant last = session.lastUpdateAt();
        return last == null
                ? Double.NaN
                : Duration.between(last, clock.instant()).toMillis() / MILLIS_PER_SECOND;
    }
}
