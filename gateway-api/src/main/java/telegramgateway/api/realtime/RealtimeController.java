package telegramgateway.api.realtime;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.StreamSettings;
import telegramgateway.api.http.Parameters;
import telegramgateway.api.http.Standing;
import telegramgateway.api.messages.MessageStreams;

/** Streams: a WebSocket for a request that asks for one, else Server-Sent Events. */
@RestController
class RealtimeController {
    private static final String LAST_EVENT = "Last-Event-ID";

    private final MessageStreams messages;
    private final SessionStatuses statuses;
    private final OpenStreams streams;
    private final WebSockets sockets;
    private final StreamSettings settings;
    private final InstantSource clock;

    RealtimeController(
            MessageStreams messages,
            SessionStatuses statuses,
            OpenStreams streams,
            WebSockets sockets,
            StreamSettings settings,
            InstantSource clock) {
        this.messages = messages;
        this.statuses = statuses;
        this.streams = streams;
        this.sockets = sockets;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/v1/realtime/messages")
    void chats(HttpServletRequest request, HttpServletResponse response, Standing standing)
            throws IOException, ServletException {
        Parameters parameters = Parameters.of(request, MessageStreams.PARAMETERS);
        serve(request, response, standing, () -> messagesOf(null, parameters, request, standing));
    }

    @GetMapping("/api/v1/realtime/messages/{sessionId}")
    void session(
            @PathVariable String sessionId, HttpServletRequest request, HttpServletResponse response, Standing standing)
            throws IOException, ServletException {
        Parameters parameters = Parameters.of(request, MessageStreams.PARAMETERS);
        serve(request, response, standing, () -> messagesOf(sessionId, parameters, request, standing));
    }

    @GetMapping("/api/v1/realtime/status/{sessionId}")
    void status(
            @PathVariable String sessionId, HttpServletRequest request, HttpServletResponse response, Standing standing)
            throws IOException, ServletException {
        Parameters.of(request, List.of());
        serve(request, response, standing, () -> {
            statuses.require(sessionId);
            return new StatusSource(statuses, sessionId, clock);
        });
    }

    private Source messagesOf(
            @Nullable String session, Parameters parameters, HttpServletRequest request, Standing standing) {
        String lastEvent = request.getHeader(LAST_EVENT);
        boolean namesChats = parameters.text("chats") != null;
        return new MessageSource(
                messages,
                messages.open(
                        parameters,
                        session,
                        lastEvent == null || lastEvent.isEmpty() ? null : lastEvent,
                        standing.caller()),
                namesChats ? null : session,
                standing,
                clock);
    }

    /** What is wrong with a request is answered before its stream begins. */
    private void serve(
            HttpServletRequest request, HttpServletResponse response, Standing standing, Supplier<Source> source)
            throws IOException, ServletException {
        OpenStreams.Place place = streams.place(standing.caller().name());
        OpenStream stream;
        try {
            stream = new OpenStream(source.get(), standing, settings);
        } catch (RuntimeException e) {
            place.close();
            throw e;
        }
        if (WebSockets.isWanted(request)) {
            sockets.upgrade(request, response, stream, place);
        } else if (request.getMethod().equals("HEAD")) {
            EventLine.head(response);
            stream.close();
            place.close();
        } else {
            Line line;
            try {
                line = EventLine.begin(response);
            } catch (IOException e) {
                stream.close();
                place.close();
                throw e;
            }
            streams.run(stream, line, place);
        }
    }
}
