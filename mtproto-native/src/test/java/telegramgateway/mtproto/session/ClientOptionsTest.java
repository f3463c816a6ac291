package telegramgateway.mtproto.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import telegramgateway.mtproto.LogLines;
import telegramgateway.tdlib.TdLibrary;

class ClientOptionsTest {
    @Test
    void aBuildWithoutTheOptionsOfTdlightIsNothingToWarnOf() {
        try (LogLines log = LogLines.of(ClientOptions.class)) {
            ClientOptions.set((request, _) -> request.path("name").asString().startsWith("disable_")
                    ? CompletableFuture.failedFuture(new IllegalStateException("400 Option can't be set"))
                    : CompletableFuture.completedFuture(TdLibrary.request("ok")));

            assertThat(log.texts()).noneMatch(line -> line.startsWith("WARN") || line.startsWith("INFO"));
        }
    }

    @Test
    void anOptionThatEveryBuildHasAndOneThatTdlightHasAreSaid() {
        try (LogLines log = LogLines.of(ClientOptions.class)) {
            ClientOptions.set((request, _) -> request.path("name").asString().equals("use_storage_optimizer")
                    ? CompletableFuture.failedFuture(new IllegalStateException("500 no"))
                    : CompletableFuture.completedFuture(TdLibrary.request("ok")));

            assertThat(log.texts())
                    .containsExactly(
                            "WARN TDLib did not take use_storage_optimizer: 500 no",
                            "INFO This TDLib has the option disable_minithumbnails of TDLight, which is set",
                            "INFO This TDLib has the option disable_notifications of TDLight, which is set");
        }
    }
}
