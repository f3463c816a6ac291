package telegramgateway.api.realtime;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.tomcat.websocket.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import telegramgateway.api.StreamSettings;

/** Turns a request that passed the filter chain and its controller into a WebSocket. Safe for use by many threads. */
@Component
class WebSockets {
    /** Clients have nothing to say but pongs. */
    private static final int RECEIVED_MAX = 512;

    /** How long after the handshake a connection may take to begin; then its place is given back. */
    private static final Duration BEGIN_MAX = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(WebSockets.class);

    private final OpenStreams streams;
    private final StreamSettings settings;
    private final InstantSource clock;

    WebSockets(OpenStreams streams, StreamSettings settings, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
        this.settings = settings;
    }

    static boolean isWanted(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /** Answers the handshake. The stream runs in a thread of its own, and takes the place with it. */
    void upgrade(HttpServletRequest request, HttpServletResponse response, OpenStream stream, OpenStreams.Place place)
            throws IOException, ServletException {
        if (!(request.getServletContext().getAttribute(ServerContainer.class.getName())
                instanceof ServerContainer container)) {
            throw new IllegalStateException("The server has no WebSockets");
        }
        container.setDefaultMaxTextMessageBufferSize(RECEIVED_MAX);
        container.setDefaultMaxBinaryMessageBufferSize(RECEIVED_MAX);
        Served served = new Served(stream, place);
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Served.class, request.getRequestURI())
                .configurator(new Only(served))
                .build();
        config.getUserProperties()
                .put(
                        Constants.BLOCKING_SEND_TIMEOUT_PROPERTY,
                        settings.cutAfter().toMillis());
        try {
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException("The handshake failed", e);
        } finally {
            if (response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
                // A client that goes away just now is never heard of again.
                streams.later(BEGIN_MAX, served::giveUp);
            } else {
                served.giveUp();
            }
        }
    }

    /** One connection. */
    private final class Served extends Endpoint {
        private final OpenStream stream;
        private final OpenStreams.Place place;
        private final AtomicBoolean begun = new AtomicBoolean();

        Served(OpenStream stream, OpenStreams.Place place) {
            this.stream = stream;
            this.place = place;
        }

        /** Gives its place back unless it has begun. */
        void giveUp() {
            if (begun.compareAndSet(false, true)) {
                stream.close();
                place.close();
            }
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            if (!begun.compareAndSet(false, true)) {
                return;
            }
            SocketLine line = new SocketLine(session, clock);
            Thread.ofVirtual().name("stream").start(() -> {
                streams.run(stream, line, place);
                try {
                    // Does nothing when it said goodbye.
                    line.cut();
                } catch (IOException e) {
                    log.debug("The WebSocket is closed already", e);
                }
            });
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            stream.clientLeft();
        }

        @Override
        public void onError(Session session, Throwable failure) {
            log.debug("A WebSocket failed", failure);
            stream.clientLeft();
        }
    }

    /** Compression is declined: its memory per connection is several times that of all else. */
    private static final class Only extends ServerEndpointConfig.Configurator {
        private final Endpoint endpoint;

        Only(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(endpoint);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }
    }
}
