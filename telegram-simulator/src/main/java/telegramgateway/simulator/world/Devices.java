package telegramgateway.simulator.world;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import telegramgateway.simulator.codec.TlObject;
import telegramgateway.simulator.session.RpcError;
import telegramgateway.simulator.session.Session;

/** All devices by their key. Safe for use by several threads. */
final class Devices {

    private final World world;
    private final Map<Long, Device> devices = new HashMap<>();
    private final Map<ByteBuffer, Device> showing = new HashMap<>();

    Devices(World world) {
        this.world = world;
    }

    /** The device of a session, which it has from now on. */
    Device of(Session session) {
        return world.locked(() -> {
            Device device = devices.computeIfAbsent(session.keyId(), _ -> new Device());
            device.sessions.add(session);
            return device;
        });
    }

    /** Who is logged in on a session's device; null when nobody is. */
    @Nullable
    Account account(Session session) {
        return world.locked(() -> {
            Device device = devices.get(session.keyId());
            return device == null ? null : device.account();
        });
    }

    void ended(Session session) {
        world.locked(() -> {
            Device device = devices.get(session.keyId());
            return device != null && device.sessions.remove(session);
        });
    }

    /** A device shows a QR code. */
    void shows(Device device, byte[] token) {
        showing.put(ByteBuffer.wrap(token), device);
    }

    /** A QR code was scanned; the device asks again when it hears of that. */
    void admit(byte[] token, Account account) {
        world.locked(() -> {
            Device device = showing.remove(ByteBuffer.wrap(token));
            if (device == null) {
                throw new IllegalArgumentException("nobody shows this code any more");
            }
            device.admittedBy = account;
            return push(device, TlObject.of("updateLoginToken"));
        });
    }

    /** Logs an account out everywhere. Its clients learn the reason when they come back. */
    void end(Account account, RpcError reason) {
        List<Session> sessions = world.locked(() -> {
            List<Session> ended = new ArrayList<>();
            of(account).forEach(device -> {
                device.leave(reason);
                ended.addAll(device.sessions);
            });
            return ended;
        });
        sessions.forEach(Session::cut);
    }

    /** Refuses all devices of an account from now on, and sends them a notice of Telegram's that says so. */
    void warn(Account account, String type, RpcError reason) {
        TlObject notice = TlObject.of("updateServiceNotification")
                .with("popup", true)
                .with("type", type)
                .with("message", type)
                .with("media", TlObject.of("messageMediaEmpty"));
        world.locked(() -> {
            List<Device> warned = of(account);
            warned.forEach(device -> push(device, notice).leave(reason));
            return warned;
        });
    }

    private List<Device> of(Account account) {
        return devices.values().stream()
                .filter(device -> account.equals(device.account()))
                .toList();
    }

    private Device push(Device device, TlObject update) {
        TlObject updates = TlObject.of("updateShort", "update", update, "date", world.seconds());
        device.sessions.forEach(session -> session.push(updates));
        return device;
    }
}
