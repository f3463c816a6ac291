package telegramgateway.mtproto.login;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import telegramgateway.mtproto.remote.RunningGateway;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.session.SessionStatus;
import tools.jackson.databind.JsonNode;

/** The sessions of a running gateway. Every method throws {@link SessionException} when it refuses or breaks off. */
record GatewaySessions(RunningGateway gateway) {

    /** All sessions; empty when nobody listens at the address, or its Telegram source is off. */
    List<SessionStatus> sessions() {
        List<SessionStatus> sessions = new ArrayList<>();
        gateway.ifThere("/sessions")
                .ifPresent(answer ->
                        answer.path("sessions").valueStream().map(this::status).forEach(sessions::add));
        return sessions;
    }

    /**
     * The session that a person means.
     *
     * @param name empty for the first, which is the user account's
     * @return empty when no gateway has sessions
     */
    Optional<SessionStatus> session(Optional<String> name) {
        List<SessionStatus> sessions = sessions();
        if (sessions.isEmpty() || name.isEmpty()) {
            return sessions.stream().findFirst();
        }
        return Optional.of(sessions.stream()
                .filter(session -> session.name().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> new SessionException(
                        "The gateway at " + gateway.address() + " has no session " + name.get() + ".",
                        "It has: "
                                + String.join(
                                        ", ",
                                        sessions.stream()
                                                .map(SessionStatus::name)
                                                .toList())
                                + ".")));
    }

    /** How it stands with one session. */
    SessionStatus status(String name) {
        return status(gateway.get("/sessions/" + name));
    }

    /** Posts a JSON object of texts. */
    JsonNode post(String path, Map<String, String> body, Duration limit) {
        return gateway.post(path, body, limit);
    }

    private SessionStatus status(JsonNode session) {
        try {
            return new SessionStatus(
                    session.path("name").asString(""),
                    SessionState.valueOf(session.path("state").asString("").toUpperCase(Locale.ROOT)),
                    session.path("connected").asBoolean(false),
                    session.path("qrLink").asString(""),
                    session.path("passwordHint").asString(""));
        } catch (IllegalArgumentException e) {
            throw gateway.notAGateway(e);
        }
    }
}
