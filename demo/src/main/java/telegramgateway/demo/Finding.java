package telegramgateway.demo;

/**
 * What a look into one tier showed.
 *
 * @param holds false when a message is not accounted for there
 */
public record Finding(String tier, boolean holds, String detail) {

    @Override
    public String toString() {
        return (holds ? "ok      " : "WRONG   ") + "%-9s ".formatted(tier) + detail;
    }
}
