package telegramgateway.api.consumers;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Ids;
import telegramgateway.api.http.Parameters;
import telegramgateway.message.database.consumers.ConsumerCursors;

/** Which consumers there are, and how far behind they are. */
@RestController
class ConsumersController {
    private final ConsumerCursors cursors;
    private final ConsumerLag lag;

    ConsumersController(ConsumerCursors cursors, ConsumerLag lag) {
        this.cursors = cursors;
        this.lag = lag;
    }

    @GetMapping("/api/v1/consumers")
    ResponseEntity<byte[]> consumers(HttpServletRequest request, Caller caller) {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        List<ShownConsumer> consumers = ShownConsumer.all(lag.of(cursors.all(), caller));
        return envelope.meta("count", consumers.size())
                .meta("source", "database")
                .data(Map.of("consumers", consumers));
    }

    @GetMapping("/api/v1/consumers/{name}")
    ResponseEntity<byte[]> consumer(@PathVariable String name, HttpServletRequest request, Caller caller) {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        return envelope.meta("source", "database").data(Map.of("consumer", shown(Ids.consumer(name), caller)));
    }

    @DeleteMapping("/api/v1/consumers/{name}")
    ResponseEntity<byte[]> remove(@PathVariable String name, HttpServletRequest request, Caller caller) {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        if (!ConsumerNames.isOfService(Ids.consumer(name)) && cursors.of(name).isEmpty()) {
            throw unknown(name);
        }
        cursors.remove(ConsumerNames.movable(name, caller));
        return envelope.meta("source", "database").data(Map.of("removed", name));
    }

    private ShownConsumer shown(String name, Caller caller) {
        return ShownConsumer.all(lag.of(cursors.of(name), caller)).stream()
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private static RuntimeException unknown(String name) {
        return ErrorCode.UNKNOWN_CONSUMER.refuse(
                "No consumer " + name + " is known here",
                "A consumer is known from its first acknowledgement on. GET /api/v1/consumers lists them.");
    }
}
