package telegramgateway.simulator.world;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.simulator.codec.TlObject;
import telegramgateway.simulator.crypto.PasswordProof;
import telegramgateway.simulator.session.RpcError;
import telegramgateway.simulator.session.Session;

/** A client with its key: whose it is, or how far its login is. Guarded by the world's lock. */
final class Device {

    final Set<Session> sessions = new LinkedHashSet<>();

    /** Who waits for a password here. */
    @Nullable
    Account halfway;

    /** Who scanned the QR code here. */
    @Nullable
    Account admittedBy;

    @Nullable
    PasswordProof proof;

    private @Nullable Account account;
    private RpcError refusal = new RpcError(401, "AUTH_KEY_UNREGISTERED");

    @Nullable
    Account account() {
        return account;
    }

    RpcError refusal() {
        return refusal;
    }

    /** Logs an account in, after its password if it has one. */
    TlObject enter(Account entering) {
        if (entering.hasPassword()) {
            halfway = entering;
            throw new RpcError(401, "SESSION_PASSWORD_NEEDED");
        }
        return welcome(entering);
    }

    TlObject welcome(Account entering) {
        halfway = null;
        admittedBy = null;
        account = entering;
        return TlObject.of("auth.authorization", "user", entering.encoded(entering));
    }

    void leave(RpcError reason) {
        account = null;
        refusal = reason;
    }
}
