package telegramgateway.service;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.Environment;

/** Finds the reason and the cure of a failed start. Spring Boot knows more kinds than these; see its analyzers. */
final class StartRefusal implements FailureAnalyzer {
    /** Under this name the shell leaves the variable that sets the port. */
    static final String PORT_VARIABLE = "service.port-variable";

    private final Environment environment;

    StartRefusal(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusedException refused) {
                return new FailureAnalysis(String.valueOf(refused.getMessage()), refused.hint(), refused);
            }
            if (cause instanceof PortInUseException taken) {
                return portTaken(taken);
            }
        }
        return null;
    }

    private FailureAnalysis portTaken(PortInUseException taken) {
        int port = taken.getPort();
        String variable = environment.getProperty(PORT_VARIABLE, "the port");
        return new FailureAnalysis(
                "Port " + port + " is taken by another process",
                "See which with `ss -ltnp sport = :" + port + "`, stop it, or set " + variable + " to a free port.",
                taken);
    }
}
