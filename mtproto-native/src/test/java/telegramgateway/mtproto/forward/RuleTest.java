package telegramgateway.mtproto.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.OTHER_CHANNEL;
import static telegramgateway.mtproto.TestMessages.SENT;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.database.ForwardingRule;
import telegramgateway.mtproto.TestMessages;

class RuleTest {
    private static final long DESTINATION = -1_009_000_000_000L;
    private static final Instant ACCEPTED = SENT.plusSeconds(1);

    private static Rule rule(@Nullable Long channelId, @Nullable String filter, Instant createdAt) {
        return Rule.of(new ForwardingRule(1, channelId, DESTINATION, filter, true, createdAt));
    }

    private static MessageEvent event(Message message, MessageKind kind) {
        long position = TimeUnit.MILLISECONDS.toMicros(ACCEPTED.toEpochMilli());
        Message accepted = message.accepted(kind, position);
        return new MessageEvent(1, position, 0, accepted, new byte[0]);
    }

    private static MessageEvent post(long channelId, String text) {
        return event(TestMessages.post(channelId, 1, text), MessageKind.POSTED);
    }

    @Test
    void aRuleForOneChannelWantsItsPosts() {
        Rule rule = rule(CHANNEL, null, SENT);
        assertThat(rule.wants(post(CHANNEL, "a"), Set.of())).isTrue();
        assertThat(rule.wants(post(OTHER_CHANNEL, "a"), Set.of(OTHER_CHANNEL))).isFalse();
    }

    @Test
    void aRuleForEveryChannelWantsThePostsOfRegisteredOnesExceptTheDestinations() {
        Rule rule = rule(null, null, SENT);
        Set<Long> registered = Set.of(CHANNEL, DESTINATION);
        assertThat(rule.wants(post(CHANNEL, "a"), registered)).isTrue();
        assertThat(rule.wants(post(OTHER_CHANNEL, "a"), registered)).isFalse();
        assertThat(rule.wants(post(DESTINATION, "a"), registered)).isFalse();
    }

    @Test
    void editsAndDeletionsAreNotWanted() {
        Rule rule = rule(CHANNEL, null, SENT);
        assertThat(rule.wants(event(TestMessages.post(CHANNEL, 1, "a"), MessageKind.EDITED), Set.of()))
                .isFalse();
        assertThat(rule.wants(
                        event(TestMessages.deletion(CHANNEL, 1, MessageSource.USER), MessageKind.DELETED), Set.of()))
                .isFalse();
    }

    @Test
    void whatWasAcceptedBeforeTheRuleIsNotWanted() {
        assertThat(rule(CHANNEL, null, ACCEPTED.plusMillis(1)).wants(post(CHANNEL, "a"), Set.of()))
                .isFalse();
        assertThat(rule(CHANNEL, null, ACCEPTED.minusMillis(1)).wants(post(CHANNEL, "a"), Set.of()))
                .isTrue();
    }

    @Test
    void aRuleThatIsSwitchedOffWantsNothing() {
        Rule off = Rule.of(new ForwardingRule(1, CHANNEL, DESTINATION, null, false, SENT));
        assertThat(off.wants(post(CHANNEL, "a"), Set.of())).isFalse();
    }

    @Test
    void theFilterDecidesByTheText() {
        Rule rule = rule(CHANNEL, "buy", SENT);
        assertThat(rule.wants(post(CHANNEL, "buy it"), Set.of())).isTrue();
        assertThat(rule.wants(post(CHANNEL, "sell it"), Set.of())).isFalse();
    }

    @Test
    void aFilterThatIsTooLargeForwardsNothingAndHoldsUpNothing() {
        Rule rule = rule(CHANNEL, "(?:" + ".?".repeat(490) + "){100}x", SENT);
        assertThat(rule.wants(post(CHANNEL, "a".repeat(60) + "!"), Set.of())).isFalse();
    }
}
