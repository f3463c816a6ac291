package telegramgateway.mtproto.login;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.session.LoginStep.CODE;
import static telegramgateway.mtproto.session.LoginStep.EMAIL_ADDRESS;
import static telegramgateway.mtproto.session.LoginStep.EMAIL_CODE;
import static telegramgateway.mtproto.session.LoginStep.PASSWORD;
import static telegramgateway.mtproto.session.LoginStep.PHONE;
import static telegramgateway.mtproto.session.LoginStep.QR;
import static telegramgateway.mtproto.session.LoginStep.RESEND;
import static telegramgateway.mtproto.session.SessionState.AWAITING_CODE;
import static telegramgateway.mtproto.session.SessionState.AWAITING_CONFIRMATION;
import static telegramgateway.mtproto.session.SessionState.AWAITING_EMAIL_ADDRESS;
import static telegramgateway.mtproto.session.SessionState.AWAITING_EMAIL_CODE;
import static telegramgateway.mtproto.session.SessionState.AWAITING_LOGIN;
import static telegramgateway.mtproto.session.SessionState.AWAITING_PASSWORD;
import static telegramgateway.mtproto.session.SessionState.EXPIRED;
import static telegramgateway.mtproto.session.SessionState.OPENING;
import static telegramgateway.mtproto.session.SessionState.READY;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import telegramgateway.mtproto.login.LoginPrompt.LoginWay;
import telegramgateway.mtproto.session.SessionState;

class LoginPromptTest {
    private static final String NUMBER = "+49 170 1234567";

    private static boolean run(PaperTerminal terminal, PaperLogin login) throws InterruptedException {
        return run(terminal, login, null, false);
    }

    private static boolean run(PaperTerminal terminal, PaperLogin login, @Nullable String number, boolean qr)
            throws InterruptedException {
        return new LoginPrompt(terminal, login, new LoginWay(number, qr)).run();
    }

    @Test
    void asksForNumberAndCodeAndNeverShowsTheCode() throws InterruptedException {
        PaperTerminal terminal = new PaperTerminal(NUMBER, "12345");
        PaperLogin login = new PaperLogin(OPENING)
                .byItself(PaperLogin.in(AWAITING_LOGIN, "", ""))
                .after(PHONE, AWAITING_CODE)
                .after(CODE, READY);

        assertThat(run(terminal, login)).isTrue();

        assertThat(login.taken).containsExactly("PHONE " + NUMBER, "CODE 12345");
        assertThat(terminal.asked).singleElement().asString().contains("Phone number");
        assertThat(terminal.askedSecretly).singleElement().asString().contains("Code that Telegram has sent");
        assertThat(String.join("\n", terminal.said)).contains("Logged in").doesNotContain("12345");
    }

    @Test
    void asksAgainAfterAWrongCodeAndSaysWhatIsWrong() throws InterruptedException {
        PaperTerminal terminal = new PaperTerminal(NUMBER, "1", "2");
        PaperLogin login = new PaperLogin(AWAITING_LOGIN)
                .after(PHONE, AWAITING_CODE)
                .refuses(CODE)
                .after(CODE, READY);

        assertThat(run(terminal, login)).isTrue();

        assertThat(login.taken).endsWith("CODE 1", "CODE 2");
        assertThat(terminal.said).contains("Wrong. Look again.");
    }

    @Test
    void hasTheCodeSentAgain() throws InterruptedException {
        PaperTerminal terminal = new PaperTerminal(NUMBER, "R", "2");
        PaperLogin login = new PaperLogin(EXPIRED)
                .after(PHONE, AWAITING_CODE)
                .after(RESEND, AWAITING_CODE)
                .after(CODE, READY);

        assertThat(run(terminal, login)).isTrue();
        assertThat(login.taken).endsWith("RESEND ", "CODE 2");
    }

    @Test
    void asksForThePasswordWithItsHintAndTakesItAsItIs() throws InterruptedException {
        PaperTerminal terminal = new PaperTerminal("2", " correct horse ");
        PaperLogin login = new PaperLogin(AWAITING_CODE)
                .after(CODE, PaperLogin.in(AWAITING_PASSWORD, "", "an animal"))
                .after(PASSWORD, READY);

        assertThat(run(terminal, login)).isTrue();

        assertThat(terminal.askedSecretly).last().asString().contains("hint: an animal");
        assertThat(login.taken).last().isEqualTo("PASSWORD  correct horse ");
    }

    @Test
    void asksForAnAddressAndTheCodeThatWasSentThere() throws InterruptedException {
        PaperTerminal terminal = new PaperTerminal("anna@example.org", "77");
        PaperLogin login = new PaperLogin(AWAITING_EMAIL_ADDRESS)
                .after(EMAIL_ADDRESS, AWAITING_EMAIL_CODE)
                .after(EMAIL_CODE, READY);

        assertThat(run(terminal, login)).isTrue();

        assertThat(login.taken).containsExactly("EMAIL_ADDRESS anna@example.org", "EMAIL_CODE 77");
        assertThat(terminal.askedSecretly).singleElement().asString().contains("e-mail");
    }

    @Test
    void showsTheQrCodeAndShowsItAnewWhenTheLinkChanges() throws InterruptedException {
        PaperTerminal terminal = new PaperTerminal();
        PaperLogin login = new PaperLogin(AWAITING_LOGIN)
                .after(QR, PaperLogin.in(AWAITING_CONFIRMATION, "tg://login?token=one", ""))
                .byItself(PaperLogin.in(AWAITING_CONFIRMATION, "tg://login?token=one", ""))
                .byItself(PaperLogin.in(AWAITING_CONFIRMATION, "tg://login?token=two", ""))
                .byItself(PaperLogin.in(READY, "", ""));

        assertThat(run(terminal, login, null, true)).isTrue();

        assertThat(terminal.said)
                .filteredOn(line -> line.startsWith("Scan this"))
                .hasSize(2);
        assertThat(terminal.said).containsSubsequence(QrCode.lines("tg://login?token=one"));
        assertThat(terminal.said).containsSubsequence(QrCode.lines("tg://login?token=two"));
    }

    @Test
    void takesTheWayThatIsAskedForWhereSomebodyBeganOtherwise() throws InterruptedException {
        PaperLogin withQr = new PaperLogin(AWAITING_CODE).after(QR, READY);
        assertThat(run(new PaperTerminal(), withQr, null, true)).isTrue();

        PaperLogin withNumber = new PaperLogin(AWAITING_CONFIRMATION).after(PHONE, READY);
        assertThat(run(new PaperTerminal(NUMBER), withNumber)).isTrue();
    }

    @Test
    void usesTheConfiguredNumberUntilTelegramRefusesIt() throws InterruptedException {
        PaperTerminal terminal = new PaperTerminal(NUMBER);
        PaperLogin login = new PaperLogin(AWAITING_LOGIN).refuses(PHONE).after(PHONE, READY);

        assertThat(run(terminal, login, "+1", false)).isTrue();
        assertThat(login.taken).containsExactly("PHONE +1", "PHONE " + NUMBER);
    }

    @Test
    void endsWhenThePersonGivesUp() throws InterruptedException {
        PaperTerminal terminal = new PaperTerminal(NUMBER, "");
        PaperLogin login = new PaperLogin(AWAITING_LOGIN).after(PHONE, AWAITING_CODE);

        assertThat(run(terminal, login)).isFalse();
        assertThat(terminal.saidAtLast()).contains("given up");
    }

    @Test
    void endsAfterTooManyRefusals() throws InterruptedException {
        PaperTerminal terminal = new PaperTerminal("1", "2", "3", "4", "5", "6");
        PaperLogin login = new PaperLogin(AWAITING_CODE)
                .refuses(CODE)
                .refuses(CODE)
                .refuses(CODE)
                .refuses(CODE)
                .refuses(CODE);

        assertThat(run(terminal, login)).isFalse();
        assertThat(login.taken).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(names = {"WRONG_KEY", "BANNED", "UNREGISTERED", "FAILED"})
    void asksNothingWhereNothingWouldHelp(SessionState hopeless) throws InterruptedException {
        PaperTerminal terminal = new PaperTerminal();

        assertThat(run(terminal, new PaperLogin(hopeless))).isFalse();

        assertThat(terminal.saidAtLast()).isEqualTo(hopeless.remedy());
        assertThat(terminal.asked).isEmpty();
    }
}
