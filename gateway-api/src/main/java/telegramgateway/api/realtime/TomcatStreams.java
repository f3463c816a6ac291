package telegramgateway.api.realtime;

import java.util.Set;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import telegramgateway.api.StreamSettings;

/** What streams need of the server: WebSockets, connections enough, and an end to writes that nobody reads. */
@Configuration(proxyBeanMethods = false)
class TomcatStreams {
    /** Connections beside those of streams; Tomcat's own default. */
    private static final int OTHERS_MAX = 8_192;

    private static final int KEEP_ALIVE_MILLIS = 60_000;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> streams(StreamSettings settings) {
        return server -> {
            server.addContextCustomizers(context -> context.addServletContainerInitializer(new WsSci(), Set.of()));
            server.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                    protocol.setMaxConnections(settings.max() + OTHERS_MAX);
                    // Tomcat bounds a blocking write by this time.
                    protocol.setConnectionTimeout((int) settings.cutAfter().toMillis());
                    protocol.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
                }
            });
        };
    }
}
