package telegramgateway.service.web;

/** A request that is answered with an error. Thrown by controllers, turned into the answer by the shell. */
public final class RequestRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorAnswer answer;

    public RequestRefusedException(ErrorAnswer answer) {
        super(answer.message(), null, false, false);
        this.answer = answer;
    }

    public RequestRefusedException(int status, String code, String message, String hint) {
        this(ErrorAnswer.of(status, code, message, hint));
    }

    public ErrorAnswer answer() {
        return answer;
    }
}
