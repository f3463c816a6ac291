package telegramgateway.local.tables;

import java.nio.file.Path;
import java.sql.Connection;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/** The changelog as it is on a PostgreSQL without extensions. */
final class Changelog {

    private static final String FILE = "db/changelog.yaml";
    private static final String CONTEXT = "plain";

    private Changelog() {}

    static void apply(Path resources, Connection connection, String ownSchema) throws Exception {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        database.setLiquibaseSchemaName(ownSchema);
        Scope.child(Scope.Attr.ui, new LoggerUIService(), () -> {
            try (Liquibase liquibase = new Liquibase(FILE, new DirectoryResourceAccessor(resources), database)) {
                liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
                liquibase.update(new Contexts(CONTEXT));
            }
        });
    }
}
