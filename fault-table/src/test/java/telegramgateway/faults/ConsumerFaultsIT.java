package telegramgateway.faults;

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
    private static final int KILLS = 3;

    /** Fewer: what waits for a push comes one by one. */
    private static final int KILLS_OF_THE_PUSH = 2;

    private static final int UNTIL_KILL_MS_MAX = 1_500;

    private final World world;
    private final SplittableRandom random = new SplittableRandom();

    ConsumerFaultsIT(World world) {
        this.world = world;
    }

    @Test
    @Tag("slow")
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
                killAgainAndAgain(onQueue, KILLS);
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
                .run(_ -> killAgainAndAgain(world.consumer, KILLS));
    }

    @Test
    @Tag("slow")
    void onThePush() throws Exception {
        world.pushOff();
        new FaultRow(world, 52, "tp-capital-consumer killed while it is pushed to").run(row -> {
            row.load().pause();
            row.awaitAllArrived();
            world.consumer.close();
            try (ServiceProcess onPush = world.consumerOfThePush()) {
                onPush.start();
                world.pushTo(onPush.url().getPort());
                row.load().resume();
                killAgainAndAgain(onPush, KILLS_OF_THE_PUSH);
                row.load().pause();
                row.awaitAllArrived();
            }
            world.pushOff();
            world.consumer.start();
            row.load().resume();
        });
    }

    private void killAgainAndAgain(ServiceProcess consumer, int kills) throws InterruptedException {
        for (int kill = 0; kill < kills; kill++) {
            FaultRow.pass(Duration.ofMillis(random.nextInt(UNTIL_KILL_MS_MAX)));
            consumer.kill();
            consumer.start();
        }
    }
}
