package telegramgateway.mtproto;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import telegramgateway.service.web.ShuttingDown;

/**
 * Stops the gateway's parts in their order while health and metrics still answer; the journal is closed after those.
 */
@Component
final class GatewayStop implements SmartLifecycle {
    private final Gateway gateway;
    private volatile boolean running;

    GatewayStop(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        gateway.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return ShuttingDown.FIRST - 1;
    }
}
