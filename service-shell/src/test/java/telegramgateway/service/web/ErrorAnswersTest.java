package telegramgateway.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAnswersTest {

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 406, 408, 413, 414, 415, 431, 499, 500, 501, 503})
    void whateverTheStatusTheAnswerSaysWhatToDo(int status) {
        ErrorAnswer answer = ErrorAnswers.byStatus(status);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).matches("[A-Z0-9_]+");
        assertThat(answer.message()).isNotBlank();
        assertThat((String) answer.details().get("hint")).isNotBlank();
    }

    @Test
    void anAnswerThatDoesNotSayWhatToDoIsNotBuilt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErrorAnswer(404, "NOT_FOUND", "There is nothing", Map.of("path", "/")))
                .withMessageContaining("NOT_FOUND");
    }
}
