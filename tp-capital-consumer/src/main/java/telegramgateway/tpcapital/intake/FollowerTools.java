package telegramgateway.tpcapital.intake;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What all followers share. */
record FollowerTools(
        IntakeStores stores, Verdicts verdicts, IntakeOptions options, InstantSource clock, RandomGenerator random) {}
