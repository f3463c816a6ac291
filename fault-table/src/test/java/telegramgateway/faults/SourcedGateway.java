package telegramgateway.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.springframework.context.ConfigurableApplicationContext;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;
import telegramgateway.mtproto.MtprotoNative;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeClosedException;
import telegramgateway.mtproto.intake.Outcome;
import telegramgateway.service.ServiceShell;

/**
 * mtproto-native as it is, with one source more: whoever posts observations to its second port. It answers once each of
 * them is decided, one line for each. Standing in for Telegram, which hands over again what nobody has confirmed.
 */
final class SourcedGateway {
    private SourcedGateway() {}

    /** @param arguments the port of the source */
    public static void main(String[] arguments) throws IOException {
        ConfigurableApplicationContext service;
        try {
            service = ServiceShell.start(MtprotoNative.class, System.getenv(), MtprotoNative.SETTINGS);
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Intake intake = service.getBean(Intake.class);
        HttpServer source = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 0);
        source.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        source.createContext("/", exchange -> take(exchange, intake));
        source.start();
    }

    private static void take(HttpExchange exchange, Intake intake) throws IOException {
        try (exchange) {
            List<Message> observations = new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> MessageJson.decode(line.getBytes(UTF_8)))
                    .toList();
            StringBuilder answer = new StringBuilder();
            for (CompletableFuture<Outcome> outcome : submit(observations, intake)) {
                answer.append(
                                switch (outcome.join()) {
                                    case Outcome.Accepted news ->
                                        "accepted " + news.event().position();
                                    case Outcome.Rejected rejected -> "rejected " + rejected.reason();
                                })
                        .append('\n');
            }
            byte[] body = answer.toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IntakeClosedException | InterruptedException e) {
            exchange.sendResponseHeaders(503, -1);
        }
    }

    private static List<CompletableFuture<Outcome>> submit(List<Message> observations, Intake intake)
            throws InterruptedException {
        List<CompletableFuture<Outcome>> outcomes =
                observations.stream().map(_ -> new CompletableFuture<Outcome>()).toList();
        for (int i = 0; i < observations.size(); i++) {
            CompletableFuture<Outcome> outcome = outcomes.get(i);
            intake.submit(observations.get(i), outcome::complete);
        }
        return outcomes;
    }
}
