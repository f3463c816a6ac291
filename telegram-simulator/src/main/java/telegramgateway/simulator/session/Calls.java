package telegramgateway.simulator.session;

import telegramgateway.simulator.codec.TlObject;

/** What answers the calls of clients. Called by one thread per connection. */
public interface Calls {

    /**
     * Answers a call.
     *
     * @return an object, a Boolean, or a List of objects
     * @throws RpcError when Telegram refuses it
     */
    Object answer(TlObject method, Session session);

    /** A method that is not in the schema was called; it is refused. */
    void unknown(int number);

    /** A session ended: its connection did. */
    void ended(Session session);
}
