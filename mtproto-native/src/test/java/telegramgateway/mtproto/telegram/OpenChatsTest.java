package telegramgateway.mtproto.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import telegramgateway.mtproto.LogLines;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

class OpenChatsTest {
    private final TestClock clock = new TestClock();
    private final List<String> asked = new ArrayList<>();
    private final Set<Long> watched = new HashSet<>(List.of(-1L, -2L, -3L));
    private boolean ready = true;
    private boolean refuses;

    private OpenChats chats(Long... ids) {
        return new OpenChats(List.of(ids), watched::contains, () -> ready, this::tdlib, new CountDownLatch(1), clock);
    }

    private ObjectNode tdlib(ObjectNode request, Duration deadline) {
        if (refuses) {
            throw new SessionException("Chat not found", "");
        }
        asked.add(request.path("@type").asString() + request.path("chat_id").asLong());
        return TdLibrary.request("ok");
    }

    private void after(Duration time, OpenChats chats) {
        clock.move(time);
        chats.look();
    }

    @Test
    void oneIsOpenAtATimeAndEachHasItsTurn() {
        OpenChats chats = chats(-1L, -2L, -3L);
        chats.look();
        assertThat(asked).containsExactly("openChat-1");
        after(OpenChats.PERIOD.minusMillis(1), chats);
        assertThat(asked).hasSize(1);
        after(Duration.ofMillis(1), chats);
        assertThat(asked).containsExactly("openChat-1", "closeChat-1", "openChat-2");
        watched.remove(-3L);
        after(OpenChats.PERIOD, chats);

        assertThat(asked.subList(3, 5)).containsExactly("closeChat-2", "openChat-1");
    }

    @Test
    void theOnlyOneStaysOpenUntilItIsNotWatchedAnyMore() {
        OpenChats chats = chats(-1L);
        chats.look();
        after(OpenChats.PERIOD.multipliedBy(2), chats);
        assertThat(asked).containsExactly("openChat-1");
        watched.clear();
        after(OpenChats.PERIOD, chats);

        assertThat(asked).containsExactly("openChat-1", "closeChat-1");
    }

    @Test
    void aSessionThatWasOpenedAnewGetsItsChatAgainAsSoonAsItIsReady() {
        OpenChats chats = chats(-1L, -2L);
        chats.look();
        ready = false;
        chats.opened();
        after(OpenChats.PERIOD, chats);
        assertThat(asked).containsExactly("openChat-1");
        ready = true;
        after(Duration.ofSeconds(1), chats);

        assertThat(asked).containsExactly("openChat-1", "openChat-2");
    }

    @Test
    void oneThatCannotBeOpenedIsTriedAgainAndSaidOnce() {
        refuses = true;
        OpenChats chats = chats(-1L);
        try (LogLines log = LogLines.of(OpenChats.class)) {
            for (int i = 0; i < 5; i++) {
                after(OpenChats.RETRY, chats);
            }
            assertThat(log.texts())
                    .containsExactly("WARN TELEGRAM_OPEN_CHATS: chat -1 cannot be opened: Chat not found");
        }
        refuses = false;
        after(OpenChats.RETRY, chats);

        assertThat(asked).containsExactly("openChat-1");
    }

    @Test
    void nothingIsOpenedWithoutTheSetting() {
        chats().look();

        assertThat(asked).isEmpty();
    }
}
