package telegramgateway.simulator.world;

import telegramgateway.simulator.session.RpcError;
import telegramgateway.simulator.session.Session;

/** Who calls. */
record Caller(Device device, Session session) {

    /**
     * The account that is logged in.
     *
     * @throws RpcError when none is, or none any more
     */
    Account account() {
        Account account = device.account();
        if (account == null) {
            throw device.refusal();
        }
        return account;
    }
}
