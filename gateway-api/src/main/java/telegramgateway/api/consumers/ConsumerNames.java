package telegramgateway.api.consumers;

import java.util.Set;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Role;

/** Which names consumers may have, and who may move them. */
final class ConsumerNames {
    /** Services that keep their own cursor in the transaction of their results. The database keeps the API out too. */
    private static final Set<String> OF_SERVICES = Set.of("tp-capital");

    private static final char SEPARATOR = '.';

    private ConsumerNames() {}

    static boolean isOfService(String name) {
        return OF_SERVICES.contains(name);
    }

    /** Refuses to move a consumer that is a service's, or, for a reader, that is not its own. */
    static String movable(String name, Caller caller) {
        Ids.consumer(name);
        if (isOfService(name)) {
            throw ErrorCode.CONSUMER_OF_SERVICE.refuse(
                    "The consumer " + name + " is kept by its own service",
                    "Choose another name. To have the service process messages again see its README.");
        }
        boolean own = name.equals(caller.name()) || name.startsWith(caller.name() + SEPARATOR);
        if (!own && !caller.role().includes(Role.OPERATOR)) {
            throw ErrorCode.FORBIDDEN.refuse(
                    "The consumer " + name + " is not yours",
                    "Use the name of your key, or one that begins with it and a dot: " + caller.name() + ".NAME.");
        }
        return name;
    }
}
