package telegramgateway.mtproto.login;

/** Where a person is asked. */
interface Terminal {
    void say(String line);

    /** @return what was entered, without the end of the line; empty when the person has ended the input */
    String ask(String question);

    /** As {@link #ask}, without showing what is entered. */
    String askSecretly(String question);
}
