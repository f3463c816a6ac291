package telegramgateway.mtproto.session;

/**
 * How it stands with a session, for people.
 *
 * @param name such as {@code user}
 * @param connected whether TDLib has a connection and is logged in
 * @param qrLink to be shown as a QR code; empty unless one is to be scanned
 * @param passwordHint what the owner has noted to remember the 2FA password by; empty for none
 */
public record SessionStatus(String name, SessionState state, boolean connected, String qrLink, String passwordHint) {}
