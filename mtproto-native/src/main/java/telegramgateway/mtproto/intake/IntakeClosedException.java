package telegramgateway.mtproto.intake;

/**
 * The gateway is stopping. What was being submitted is not accepted: its source hands it over again after a restart.
 */
public class IntakeClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IntakeClosedException() {
        super("The gateway is stopping");
    }
}
