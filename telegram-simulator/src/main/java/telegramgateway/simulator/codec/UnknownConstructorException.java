package telegramgateway.simulator.codec;

/** Something came that is not in the schema. */
public final class UnknownConstructorException extends RuntimeException {

    private final int number;

    UnknownConstructorException(int number) {
        super("0x%08x is not in the schema".formatted(number));
        this.number = number;
    }

    /** What stands for it on the wire. */
    public int number() {
        return number;
    }
}
