package telegramgateway.mtproto;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import telegramgateway.service.web.TokenFilter;

class LocalControlFilterTest {
    private final LocalControlFilter filter = new LocalControlFilter();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private boolean passes(String path, String from) throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(from);
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request, response, chain);
        return chain.getRequest() != null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void thisMachineControlsTheGateway(String address) throws ServletException, IOException {
        assertThat(passes("/imports", address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "192.168.1.1", "0.0.0.0", "fe80::1", "::", "2001:db8::1", "::ffff:10.0.0.7"})
    void nobodyElseDoes(String address) throws ServletException, IOException {
        assertThat(passes("/imports", address)).isFalse();
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getContentAsString()).contains("FORBIDDEN").contains("Only this machine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/imports/", "/journal", "/health/", "/metrics/x", "/HEALTH", "//health", "/health/../imports"})
    void noOtherPathIsOpen(String path) throws ServletException, IOException {
        assertThat(passes(path, "10.0.0.7")).isFalse();
    }

    @Test
    void healthAndMetricsAreForEverybody() throws ServletException, IOException {
        assertThat(TokenFilter.OPEN_PATHS).containsExactlyInAnyOrder("/health", "/metrics");
        for (String path : TokenFilter.OPEN_PATHS) {
            assertThat(passes(path, "10.0.0.7")).isTrue();
        }
    }

    @Test
    void aHeaderDoesNotMakeSomebodyLocal() throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/imports");
        request.setRemoteAddr("10.0.0.7");
        request.addHeader("X-Forwarded-For", "127.0.0.1");
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request, response, chain);
        assertThat(chain.getRequest()).isNull();
    }
}
