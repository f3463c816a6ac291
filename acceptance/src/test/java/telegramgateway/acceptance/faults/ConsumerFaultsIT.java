package telegramgateway.acceptance.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import telegramgateway.demo.ServiceProcess;
import telegramgateway.local.LocalRabbit;

/** TP Capital is killed, on the feed and on its queue. */
@Tag("faults")
@ExtendWith(WithWorld.class)
class ConsumerFaultsIT {
    private static final int KILLS = 4;
    private static final int UNTIL_KILL_MS_MAX = 1_500;

    private final World world;
    private final SplittableRandom random = new SplittableRandom();

    ConsumerFaultsIT(World world) {
        this.world = world;
    }

    @Test
    void onItsQueue() throws Exception {
        assumeTrue(world.rabbit != null, LocalRabbit.MISSING);
        new FaultRow(world, 2, "tp-capital-consumer killed between store and ack").run(row -> {
            world.publishFor(Subscriber.NAME + "," + World.CONSUMER_QUEUE);
            row.load().pause();
            row.awaitAllArrived();
            world.consumer.close();
            row.load().resume();
            try (ServiceProcess onQueue = world.consumerOfTheQueue()) {
                onQueue.start();
                killAgainAndAgain(onQueue);
                row.load().pause();
                row.awaitAllArrived();
            }
            world.publishFor(Subscriber.NAME);
            world.deleteConsumersQueue();
            world.consumer.start();
            row.load().resume();
        });
    }

    @Test
    void onTheFeed() throws Exception {
        new FaultRow(world, 3, "tp-capital-consumer killed before its cursor moved")
                .run(_ -> killAgainAndAgain(world.consumer));
    }

    private void killAgainAndAgain(ServiceProcess consumer) throws InterruptedException {
        for (int kill = 0; kill < KILLS; kill++) {
            FaultRow.pass(Duration.ofMillis(random.nextInt(UNTIL_KILL_MS_MAX)));
            consumer.kill();
            consumer.start();
        }
    }
}
