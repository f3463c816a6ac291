package telegramgateway.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import telegramgateway.local.LoopbackPort;

/** The ports of 127.0.0.1 that the gateway listens on. */
public record GatewayPorts(int mtprotoNative, int gatewayApi, int tpCapitalConsumer, int postgres, int redis) {

    /** The ports of production. */
    static GatewayPorts usual() {
        return new GatewayPorts(4006, 4010, 4005, 5434, 6379);
    }

    /** Five ports in a row. */
    static GatewayPorts from(int base) {
        return new GatewayPorts(base, base + 1, base + 2, base + 3, base + 4);
    }

    /** Ports that nobody uses, so that several gateways run at once. */
    public static GatewayPorts free() {
        return new GatewayPorts(
                LoopbackPort.claim(),
                LoopbackPort.claim(),
                LoopbackPort.claim(),
                LoopbackPort.claim(),
                LoopbackPort.claim());
    }

    /** @throws DemoException naming the first port that is taken and what to do */
    void requireFree() {
        byOwner().forEach((owner, port) -> {
            if (!LoopbackPort.isFree(port)) {
                throw new DemoException("Port " + port + " is taken (" + owner
                        + " needs it): stop what listens there, or choose five other ports with --port-base N.");
            }
        });
    }

    Map<String, Integer> byOwner() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("mtproto-native", mtprotoNative);
        ports.put("gateway-api", gatewayApi);
        ports.put("tp-capital-consumer", tpCapitalConsumer);
        ports.put("PostgreSQL", postgres);
        ports.put("Redis", redis);
        return ports;
    }
}
