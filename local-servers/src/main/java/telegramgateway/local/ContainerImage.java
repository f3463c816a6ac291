package telegramgateway.local;

/** The images that servers are made of in containers, by their public names. */
final class ContainerImage {

    /**
     * The system property or environment variable that names another image of PostgreSQL, for example
     * {@code timescale/timescaledb:2.22.1-pg15}.
     */
    static final String POSTGRES_SETTING = "LOCAL_POSTGRES_IMAGE";

    static final String POSTGRES =
            System.getProperty(POSTGRES_SETTING, System.getenv().getOrDefault(POSTGRES_SETTING, "postgres:15"));
    static final String PGBOUNCER = "edoburu/pgbouncer:v1.25.1-p0";
    static final String REDIS = "redis:7-alpine";
    static final String RABBITMQ = "rabbitmq:3.13-management";

    private ContainerImage() {}
}
