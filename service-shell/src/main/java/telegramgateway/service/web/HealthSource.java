package telegramgateway.service.web;

/** Tells how a service is. Each service has one as a bean. Asked on every {@code GET /health}, by many threads. */
public interface HealthSource {

    /** The present state, within about two seconds whatever is down. */
    Health health();
}
