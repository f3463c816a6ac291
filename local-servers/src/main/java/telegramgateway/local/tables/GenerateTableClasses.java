package telegramgateway.local.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Target;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalPostgres;

/**
 * Applies a changelog to an embedded PostgreSQL and generates the classes of its tables. Does nothing while changelog
 * and generator are those of the last run.
 */
public final class GenerateTableClasses {

    /** The first schema holds Liquibase's own tables too. */
    private static final List<String> SCHEMAS = List.of("telegram_gateway", "tp_capital");

    private static final String OWN_TABLES_OF_LIQUIBASE = "databasechangelog.*";

    private static final String TIMES = "timestamptz|timestamp(\\(\\d+\\))? with time zone";

    /** Kept, because the level of a logger that nobody holds is forgotten. */
    private static final Logger LIQUIBASE_LOG = Logger.getLogger("liquibase");

    private GenerateTableClasses() {}

    /** @param args the folder of the changelog's resources, the package to generate, the folder to generate into */
    public static void main(String[] args) throws Exception {
        Path resources = Path.of(args[0]);
        String targetPackage = args[1];
        Path target = Path.of(args[2]);

        Fingerprint fingerprint = Fingerprint.of(resources.resolve("db"), targetPackage);
        if (fingerprint.isOf(target)) {
            return;
        }
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        LIQUIBASE_LOG.setLevel(Level.WARNING);
        try (LocalPostgres server = LocalPostgres.start()) {
            LocalDatabase database = server.createDatabase();
            try (Connection connection = database.connect()) {
                createSchema(connection);
                Changelog.apply(resources, connection, SCHEMAS.getFirst());
            }
            GenerationTool.generate(configuration(database, targetPackage, target));
        }
        fingerprint.write(target);
    }

    private static void createSchema(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + SCHEMAS.getFirst());
        }
    }

    private static Configuration configuration(LocalDatabase database, String targetPackage, Path target)
            throws IOException {
        return new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc()
                        .withDriver("org.postgresql.Driver")
                        .withUrl(database.jdbcUrl())
                        .withUser(database.user())
                        .withPassword(database.password()))
                .withGenerator(new Generator()
                        .withDatabase(tables())
                        .withGenerate(new Generate().withGlobalObjectReferences(true))
                        .withTarget(new Target()
                                .withPackageName(targetPackage)
                                .withDirectory(Files.createDirectories(target).toString())));
    }

    private static Database tables() {
        return new Database()
                .withName("org.jooq.meta.postgres.PostgresDatabase")
                .withSchemata(SCHEMAS.stream()
                        .map(name -> new SchemaMappingType().withInputSchema(name))
                        .toList())
                .withExcludes(OWN_TABLES_OF_LIQUIBASE)
                .withIncludeRoutines(false)
                .withForcedTypes(new ForcedType().withName("INSTANT").withIncludeTypes(TIMES));
    }
}
