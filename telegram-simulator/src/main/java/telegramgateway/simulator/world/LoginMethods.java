package telegramgateway.simulator.world;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import telegramgateway.simulator.codec.TlObject;
import telegramgateway.simulator.crypto.DiffieHellman;
import telegramgateway.simulator.crypto.PasswordProof;
import telegramgateway.simulator.session.RpcError;

/** The ways in: code, password, QR code, bot token; and the way out. */
final class LoginMethods {

    private static final int CODE_LENGTH = 5;
    private static final int RESEND_SECONDS = 60;
    private static final int QR_SECONDS = 30;
    private static final int TOKEN_BYTES = 32;
    private static final int SECURE_RANDOM_BYTES = 256;

    /** There is one try at a time on a device, which its object holds. */
    private static final long PROOF_ID = 1;

    private final World world;
    private final Map<ByteBuffer, Account> tickets = new HashMap<>();

    LoginMethods(World world) {
        this.world = world;
    }

    static boolean needNoAccount(String method) {
        return method.startsWith("auth.") || method.startsWith("help.") || method.equals("account.getPassword");
    }

    void addTo(Map<String, World.Method> methods) {
        methods.put("auth.sendCode", (call, _) -> sendCode(call.textOf("phone_number"), false));
        methods.put("auth.resendCode", (call, _) -> sendCode(call.textOf("phone_number"), true));
        methods.put("auth.cancelCode", (_, _) -> true);
        methods.put("auth.signIn", (call, caller) -> signIn(call, caller.device()));
        methods.put("account.getPassword", (_, caller) -> password(caller.device()));
        methods.put("auth.checkPassword", (call, caller) -> checkPassword(call, caller.device()));
        methods.put("auth.exportLoginToken", (_, caller) -> loginToken(caller.device()));
        methods.put("auth.importBotAuthorization", (call, caller) -> bot(call, caller.device()));
        methods.put("auth.exportAuthorization", (_, caller) -> exported(caller.account()));
        methods.put("auth.importAuthorization", (call, caller) -> imported(call, caller.device()));
        methods.put("auth.logOut", (_, caller) -> {
            caller.device().leave(new RpcError(401, "AUTH_KEY_UNREGISTERED"));
            return TlObject.of("auth.loggedOut");
        });
    }

    private TlObject sendCode(String phone, boolean again) {
        Account person = world.personWith(phone);
        if (person != null && person.banned()) {
            throw new RpcError(400, "PHONE_NUMBER_BANNED");
        }
        if (person != null) {
            person.sendCode();
        }
        return TlObject.of("auth.sentCode")
                .with("type", way(person == null ? null : person.email(), again))
                .with("phone_code_hash", "hash of " + (again ? "another" : "a") + " code")
                .with("next_type", again ? null : TlObject.of("auth.codeTypeSms"))
                .with("timeout", again ? null : RESEND_SECONDS);
    }

    private static TlObject way(@Nullable String email, boolean again) {
        if (email != null) {
            return TlObject.of("auth.sentCodeTypeEmailCode")
                    .with("email_pattern", email.replaceAll("(?<=.)[^@](?=[^@]*@)", "*"))
                    .with("length", CODE_LENGTH);
        }
        return TlObject.of(again ? "auth.sentCodeTypeSms" : "auth.sentCodeTypeApp", "length", CODE_LENGTH);
    }

    private TlObject signIn(TlObject call, Device device) {
        Account person = world.personWith(call.textOf("phone_number"));
        if (person == null) {
            return TlObject.of("auth.authorizationSignUpRequired");
        }
        person.check(
                call.has("phone_code")
                        ? call.textOf("phone_code")
                        : call.objectOf("email_verification").textOf("code"));
        return device.enter(person);
    }

    private TlObject password(Device device) {
        Account account = device.halfway == null ? device.account() : device.halfway;
        boolean set = account != null && account.hasPassword();
        PasswordProof proof = set ? Objects.requireNonNull(account).newProof() : null;
        device.proof = proof;
        TlObject algorithm = TlObject.of("passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow")
                .with("salt1", account == null ? new byte[0] : account.salt1())
                .with("salt2", account == null ? new byte[0] : account.salt2())
                .with("g", DiffieHellman.G)
                .with("p", DiffieHellman.written(DiffieHellman.PRIME));
        return TlObject.of("account.password")
                .with("has_password", set)
                .with("current_algo", set ? algorithm : null)
                .with("srp_B", proof == null ? null : proof.challenge())
                .with("srp_id", set ? PROOF_ID : null)
                .with("new_algo", algorithm)
                .with("new_secure_algo", TlObject.of("securePasswordKdfAlgoUnknown"))
                .with("secure_random", world.randomBytes(SECURE_RANDOM_BYTES));
    }

    private static TlObject checkPassword(TlObject call, Device device) {
        TlObject answer = call.objectOf("password");
        PasswordProof proof = device.proof;
        Account account = device.halfway;
        if (proof == null || account == null) {
            throw new RpcError(400, "SRP_ID_INVALID");
        }
        device.proof = null;
        if (!proof.accepts(answer.bytesOf("A"), answer.bytesOf("M1"))) {
            throw new RpcError(400, "PASSWORD_HASH_INVALID");
        }
        return device.welcome(account);
    }

    private TlObject loginToken(Device device) {
        Account scannedBy = device.admittedBy;
        if (scannedBy != null) {
            return TlObject.of("auth.loginTokenSuccess", "authorization", device.enter(scannedBy));
        }
        byte[] token = world.randomBytes(TOKEN_BYTES);
        world.devices().shows(device, token);
        return TlObject.of("auth.loginToken", "expires", world.seconds() + QR_SECONDS, "token", token);
    }

    /** A ticket with which the same client enters at another data centre, with another key. */
    private TlObject exported(Account account) {
        byte[] ticket = world.randomBytes(TOKEN_BYTES);
        tickets.put(ByteBuffer.wrap(ticket), account);
        return TlObject.of("auth.exportedAuthorization", "id", account.id(), "bytes", ticket);
    }

    private TlObject imported(TlObject call, Device device) {
        Account account = tickets.remove(ByteBuffer.wrap(call.bytesOf("bytes")));
        if (account == null) {
            throw new RpcError(400, "AUTH_BYTES_INVALID");
        }
        return device.welcome(account);
    }

    private TlObject bot(TlObject call, Device device) {
        Account bot = world.botWith(call.textOf("bot_auth_token"));
        if (bot == null) {
            throw new RpcError(400, "ACCESS_TOKEN_INVALID");
        }
        return device.welcome(bot);
    }
}
