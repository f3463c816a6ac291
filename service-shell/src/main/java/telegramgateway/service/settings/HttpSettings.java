package telegramgateway.service.settings;

/** Where a service listens. One of its settings records says it. */
public interface HttpSettings {

    /** The address to bind; {@code 127.0.0.1} is this machine only, {@code 0.0.0.0} every network. */
    String host();

    /** 1..65535, or 0 for any free one. */
    int port();

    /** The variable to change when the port is taken. */
    String portVariable();

    /** @throws IllegalArgumentException when there is no such port */
    static void checkPort(String variable, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(variable + " is " + port + ", which is no port: 0 to 65535");
        }
    }
}
