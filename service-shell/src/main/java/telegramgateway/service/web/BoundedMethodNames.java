package telegramgateway.service.web;

import io.micrometer.common.KeyValue;
import java.util.Set;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Keeps the label {@code method} of the request histogram to the methods that exist: a client may send any word. */
final class BoundedMethodNames extends DefaultServerRequestObservationConvention {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    @Override
    protected KeyValue method(ServerRequestObservationContext context) {
        KeyValue method = super.method(context);
        return METHODS.contains(method.getValue()) ? method : KeyValue.of(method.getKey(), "OTHER");
    }
}
