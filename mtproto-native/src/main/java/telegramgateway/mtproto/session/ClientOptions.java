package telegramgateway.mtproto.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

/** What TDLib is told of itself once a session is open. */
final class ClientOptions {
    private static final Logger LOG = LoggerFactory.getLogger(ClientOptions.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Deletes files that nobody has asked for in a while. */
    private static final String ANY_BUILD = "use_storage_optimizer";

    /**
     * Both save memory for what nobody looks at here. Whether they exist is known only by setting them: an option that
     * was never set is as empty as one that does not exist.
     */
    private static final List<String> TDLIGHT_ONLY = List.of("disable_minithumbnails", "disable_notifications");

    private ClientOptions() {}

    /** Sets them without waiting. */
    static void set(BiFunction<ObjectNode, Duration, CompletableFuture<ObjectNode>> tdlib) {
        var _ = tdlib.apply(request(ANY_BUILD), LIMIT).whenComplete((_, e) -> {
            if (e != null) {
                LOG.warn("TDLib did not take {}: {}", ANY_BUILD, e.getMessage());
            }
        });
        for (String name : TDLIGHT_ONLY) {
            var _ = tdlib.apply(request(name), LIMIT).whenComplete((_, e) -> {
                if (e == null) {
                    LOG.info("This TDLib has the option {} of TDLight, which is set", name);
                } else {
                    LOG.debug("This TDLib has no option {}", name);
                }
            });
        }
    }

    private static ObjectNode request(String name) {
        ObjectNode request = TdLibrary.request("setOption").put("name", name);
        request.set("value", TdLibrary.request("optionValueBoolean").put("value", true));
        return request;
    }
}
