package telegramgateway.acceptance;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Leaves out the classes that are generated from the tables: nobody writes them, so nobody keeps rules in them. */
final class WithoutGeneratedCode implements ImportOption {

    @Override
    public boolean includes(Location location) {
        return !location.contains("/message/database/tables/");
    }
}
