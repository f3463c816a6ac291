package telegramgateway.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The wall clock of the gateway's machine jumps, by faketime. Injected clocks show the same in the modules' own tests.
 */
@Tag("faults")
@Tag("slow") // A JVM takes half a minute to start under faketime.
@ExtendWith(WithWorld.class)
class WallClockFaultsIT {
    private static final Optional<Path> LIBRARY = List.of(
                    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
                    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1")
            .stream()
            .map(Path::of)
            .filter(Files::exists)
            .findFirst();

    private final World world;

    WallClockFaultsIT(World world) {
        this.world = world;
    }

    @Test
    void back() throws Exception {
        jump(43, "clock 10 minutes back, and right again", "-10m");
    }

    @Test
    void forward() throws Exception {
        jump(44, "clock 10 minutes forward, and right again", "+10m");
    }

    private void jump(int number, String fault, String offset) throws Exception {
        assumeTrue(LIBRARY.isPresent(), "faketime is not installed: run bin/setup, or apt-get install faketime");
        Path time = world.directory().resolve("time");
        new FaultRow(world, number, fault).run(_ -> {
            Files.writeString(time, "+0");
            world.gateway.close();
            world.gateway.set("LD_PRELOAD", LIBRARY.orElseThrow().toString());
            world.gateway.set("FAKETIME_TIMESTAMP_FILE", time.toString());
            // How often it reads the file, in seconds; each time would be at every look at the clock.
            world.gateway.set("FAKETIME_CACHE_DURATION", "1");
            world.gateway.set("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            world.gateway.start();
            FaultRow.pass(Duration.ofSeconds(3));
            Files.writeString(time, offset);
            FaultRow.pass(Duration.ofSeconds(5));
            Files.writeString(time, "+0");
            FaultRow.pass(Duration.ofSeconds(5));

            world.gateway.close();
            List.of("LD_PRELOAD", "FAKETIME_TIMESTAMP_FILE", "FAKETIME_CACHE_DURATION", "FAKETIME_DONT_FAKE_MONOTONIC")
                    .forEach(name -> world.gateway.set(name, null));
            world.gateway.start();
        });
    }
}
