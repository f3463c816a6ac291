package telegramgateway.mtproto.session;

import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** Asks TDLib and waits for its answer. */
public interface Ask {
    /**
     * @throws telegramgateway.tdlib.TdError when it is refused
     * @throws SessionException when there is no answer in time
     */
    ObjectNode ask(ObjectNode request, Duration deadline);
}
