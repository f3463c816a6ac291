package telegramgateway.simulator.world;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import telegramgateway.simulator.codec.TlObject;
import telegramgateway.simulator.crypto.PasswordProof;
import telegramgateway.simulator.session.RpcError;

/** A person or a bot. Safe for use by several threads. */
public final class Account {

    private static final int SALT_BYTES = 16;
    private static final String LINK = "tg://login?token=";

    private final World world;
    private final long id;
    private final String name;

    /** Empty for a bot. */
    private final String phone;

    private final byte[] salt1;
    private final byte[] salt2;
    private volatile @Nullable BigInteger verifier;
    private volatile @Nullable String fixedCode;
    private volatile @Nullable String code;
    private volatile @Nullable String email;
    private volatile boolean codeExpired;
    private volatile boolean banned;

    Account(World world, long id, String name, String phone) {
        this.world = world;
        this.id = id;
        this.name = name;
        this.phone = phone;
        salt1 = world.randomBytes(SALT_BYTES);
        salt2 = world.randomBytes(SALT_BYTES);
    }

    public long id() {
        return id;
    }

    /** In international form; empty for a bot. */
    public String phone() {
        return phone;
    }

    /** Asks for a password after the code. */
    public Account withPassword(String password) {
        verifier = PasswordProof.verifier(password, salt1, salt2);
        return this;
    }

    /** Sends codes by e-mail instead of to another device. */
    public Account withEmail(String address) {
        email = address;
        return this;
    }

    /** Always the same code, instead of a new one each time. */
    public Account withCode(String fiveDigits) {
        fixedCode = fiveDigits;
        return this;
    }

    /**
     * The login code that was sent last.
     *
     * @throws IllegalStateException when none was sent
     */
    public String code() {
        String sent = code;
        if (sent == null) {
            throw new IllegalStateException("no code was sent to " + name);
        }
        return sent;
    }

    /** The code that was sent last is too old from now on. */
    public void letsTheCodeExpire() {
        codeExpired = true;
    }

    /** Admits the device that shows a QR code with this link. */
    public void scans(String link) {
        if (!link.startsWith(LINK)) {
            throw new IllegalArgumentException("no login link: it begins with " + LINK);
        }
        world.devices().admit(Base64.getUrlDecoder().decode(link.substring(LINK.length())), this);
    }

    /** Ends all sessions, as from another device. */
    public void revokesAllSessions() {
        world.devices().end(this, new RpcError(401, "AUTH_KEY_UNREGISTERED"));
    }

    /** Telegram bans the account: its sessions end, and a login is refused. */
    public void isBanned() {
        banned = true;
        world.devices().end(this, new RpcError(401, "USER_DEACTIVATED_BAN"));
    }

    /** Telegram saw one session from two places: it says so, and refuses it. */
    public void sessionWasUsedTwice() {
        world.devices().warn(this, "AUTH_KEY_DROP_DUPLICATE", new RpcError(406, "AUTH_KEY_DUPLICATED"));
    }

    boolean isBot() {
        return phone.isEmpty();
    }

    boolean banned() {
        return banned;
    }

    @Nullable
    String email() {
        return email;
    }

    void sendCode() {
        String fixed = fixedCode;
        code = fixed == null ? String.valueOf(world.random().nextInt(10_000, 100_000)) : fixed;
        codeExpired = false;
    }

    /** @throws RpcError when it is not the code that was sent last, or that has expired */
    void check(String tried) {
        if (!tried.equals(code)) {
            throw new RpcError(400, "PHONE_CODE_INVALID");
        }
        if (codeExpired) {
            throw new RpcError(400, "PHONE_CODE_EXPIRED");
        }
    }

    boolean hasPassword() {
        return verifier != null;
    }

    PasswordProof newProof() {
        return new PasswordProof(Objects.requireNonNull(verifier), salt1, salt2, world.random());
    }

    byte[] salt1() {
        return salt1.clone();
    }

    byte[] salt2() {
        return salt2.clone();
    }

    TlObject peer() {
        return TlObject.of("peerUser", "user_id", id);
    }

    /** As one account sees it. */
    TlObject encoded(@Nullable Account viewer) {
        boolean self = equals(viewer);
        return TlObject.of("user")
                .with("self", self)
                .with("contact", self && !isBot())
                .with("bot", isBot())
                .with("id", id)
                .with("access_hash", id)
                .with("first_name", name)
                .with("username", isBot() ? name.toLowerCase(Locale.ROOT) + "_bot" : null)
                .with("phone", self && !isBot() ? phone.replace("+", "") : null)
                .with("bot_info_version", isBot() ? 1 : null);
    }

    @Override
    public String toString() {
        return name;
    }
}
