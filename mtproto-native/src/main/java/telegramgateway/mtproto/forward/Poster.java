package telegramgateway.mtproto.forward;

import java.time.Duration;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.telegram.Account;
import telegramgateway.mtproto.telegram.Outbox;
import telegramgateway.tdlib.TdError;
import tools.jackson.databind.node.ObjectNode;

/** What forwarding needs of the account that posts. */
interface Poster {
    Duration ANSWER_LIMIT = Duration.ofSeconds(90);

    /** See {@link Account#isSettled}. */
    boolean isSettled();

    /**
     * Waits for TDLib's answer.
     *
     * @throws TdError when it refuses
     * @throws SessionException when there is none in time
     */
    ObjectNode ask(ObjectNode request);

    /** See {@link Outbox#awaitSent}. */
    long awaitSent(long chatId, long localId) throws InterruptedException;

    static Poster of(Account account) {
        return new Poster() {
            @Override
            public boolean isSettled() {
                return account.isSettled();
            }

            @Override
            public ObjectNode ask(ObjectNode request) {
                return account.session().ask(request, ANSWER_LIMIT);
            }

            @Override
            public long awaitSent(long chatId, long localId) throws InterruptedException {
                return account.outbox().awaitSent(chatId, localId, Outbox.CONFIRMATION_LIMIT);
            }
        };
    }
}
