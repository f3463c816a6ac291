package telegramgateway.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import telegramgateway.api.http.Role;
import telegramgateway.api.security.EndpointRights.Right;
import tools.jackson.databind.json.JsonMapper;

class EndpointRightsTest {
    private final EndpointRights rights = EndpointRights.table();

    /** That the document has exactly the endpoints of the code is shown elsewhere. */
    @Test
    void theTableHasExactlyTheEndpointsOfTheDocument() throws IOException {
        Set<String> rows = new TreeSet<>();
        EndpointRights.rows().forEach(row -> rows.add(row.method() + " " + row.pattern()));
        Set<String> described = new TreeSet<>();
        try (InputStream document = getClass().getResourceAsStream("/openapi.json")) {
            JsonMapper.shared()
                    .readTree(document)
                    .get("paths")
                    .forEachEntry((path, item) -> item.propertyNames()
                            .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        }
        assertThat(rows).isEqualTo(described);
    }

    @Test
    void noRowStandsTwice() {
        assertThat(EndpointRights.rows().stream()
                        .map(row -> row.method() + " " + row.pattern())
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTheseNeedNoCredential() {
        List<String> open = EndpointRights.rows().stream()
                .filter(Right::open)
                .map(Right::pattern)
                .toList();
        assertThat(open)
                .containsExactlyInAnyOrder("/api/v1/auth/token/refresh", "/api/v1/openapi.json", "/health", "/metrics");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/messages/poll/5, /api/v1/messages/poll/{chatId}",
        "/api/v1/messages/history/5, /api/v1/messages/history/{chatId}",
        "/api/v1/messages/-5/7, /api/v1/messages/{chatId}/{messageId}",
    })
    void theMostSpecificPatternCounts(String path, String pattern) {
        assertThat(rights.find(request("GET", path)).orElseThrow().right("GET"))
                .extracting(Right::pattern)
                .isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api", "/api/v1/channels/", "/API/v1/channels", "/health/", "/healthx", "/metrics/x"})
    void nothingElseIsThere(String path) {
        assertThat(rights.find(request("GET", path))).isEmpty();
        assertThat(rights.isOpen(request("GET", path))).isFalse();
    }

    @Test
    void whatIsOpenIsOpenForItsMethodsOnly() {
        assertThat(rights.isOpen(request("GET", "/health"))).isTrue();
        assertThat(rights.isOpen(request("HEAD", "/health"))).isTrue();
        assertThat(rights.isOpen(request("POST", "/health"))).isFalse();
        assertThat(rights.isOpen(request("GET", "/api/v1/channels"))).isFalse();
        assertThat(rights.isOpen(request("OPTIONS", "/api/v1/channels"))).isFalse();
    }

    @Test
    void aHigherRoleMayAllThatALowerOneMay() {
        assertThat(Role.ADMIN.includes(Role.READER)).isTrue();
        assertThat(Role.OPERATOR.includes(Role.OPERATOR)).isTrue();
        assertThat(Role.READER.includes(Role.OPERATOR)).isFalse();
    }

    private static MockHttpServletRequest request(String method, String path) {
        return new MockHttpServletRequest(method, path);
    }
}
