package telegramgateway.api.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.service.web.RequestRefusedException;

class ChatsCursorTest {

    @Test
    void itHoldsOnePositionPerChat() {
        Map<Long, Long> positions = new LinkedHashMap<>();
        assertThat(ChatsCursor.positions(ChatsCursor.text(positions))).isEmpty();
        positions.put(-1001649127710L, 1761393600123456L);
        positions.put(Long.MIN_VALUE, 0L);
        positions.put(5L, Long.MAX_VALUE);
        String text = ChatsCursor.text(positions);
        assertThat(text).matches("[A-Za-z0-9_-]+");
        assertThat(ChatsCursor.positions(text)).isEqualTo(positions);
    }

    @Test
    void whatWasCutOffOrChangedIsRefused() {
        String text = ChatsCursor.text(Map.of(-1001649127710L, 1761393600123456L, -2L, 7L));
        for (int end = 0; end < text.length(); end++) {
            assertRefused(text.substring(0, end));
        }
        for (int i = 0; i < text.length() - 1; i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(text.substring(0, i) + other + text.substring(i + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1761393600123456", "LATEST", "a b", "é", "AAAA", "AQAAAAAA"})
    void whatIsNoCursorIsRefused(String text) {
        assertRefused(text);
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> ChatsCursor.positions(text))
                .as(text)
                .isInstanceOfSatisfying(
                        RequestRefusedException.class,
                        refused -> assertThat(refused.answer().code()).isEqualTo("INVALID_CURSOR"));
    }
}
