package telegramgateway.local;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * The Docker engine of this machine. No Docker library is loaded before one has answered. Safe for use by several
 * threads.
 */
final class DockerEngine {

    static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    /** Until the registry begins to send. */
    private static final Duration REGISTRY_LIMIT = Duration.ofSeconds(5);

    private static final Duration PULL_LIMIT = Duration.ofMinutes(5);

    private static final String UNIX = "unix://";
    private static final String ASK = "GET /info HTTP/1.0\r\nHost: docker\r\n\r\n";

    /** Users or the network of a container would not be those of this machine. */
    private static final String[] APART = {"name=rootless", "name=userns", "Docker Desktop"};

    /** The namespace that a container does not have; the number is fixed in Linux. */
    static final String FIRST_PROCESSES = "pid:[4026531836]";

    private static boolean registryFails;

    private DockerEngine() {}

    /** Whether an engine answers whose containers share users, network and processes with this JVM. */
    static boolean isUsable() {
        return Decision.USABLE;
    }

    /** @throws IllegalStateException when there is no usable engine */
    static DockerClient client() {
        if (!isUsable()) {
            throw new IllegalStateException("No Docker engine of this machine, run by root, answers within "
                    + ANSWER_LIMIT.toSeconds() + " s on "
                    + socket().map(Path::toString).orElse("DOCKER_HOST")
                    + ": start it, or set " + ServerKind.SETTING + " to processes or embedded");
        }
        return Client.INSTANCE;
    }

    /** Whether the image is here, be it that it was pulled now. A registry that fails is not asked again. */
    static synchronized boolean has(String image) {
        try {
            return isLocal(image) || (!registryFails && pull(image) && isLocal(image));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isLocal(String image) {
        try {
            client().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static boolean pull(String image) throws InterruptedException {
        registryFails = true;
        try (Pull pull = client().pullImageCmd(image).exec(new Pull())) {
            registryFails = !pull.answered.await(REGISTRY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    || !pull.awaitCompletion(PULL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | RuntimeException e) {
            return false;
        }
        return !registryFails;
    }

    private static final class Pull extends ResultCallback.Adapter<PullResponseItem> {
        private final CountDownLatch answered = new CountDownLatch(1);

        @Override
        public void onNext(PullResponseItem progress) {
            answered.countDown();
        }

        @Override
        public void onError(Throwable refusal) {
            answered.countDown();
            super.onError(refusal);
        }
    }

    /** Empty where the engine, if any, is another machine's. */
    private static Optional<Path> socket() {
        String host = System.getenv().getOrDefault("DOCKER_HOST", UNIX + "/var/run/docker.sock");
        return host.startsWith(UNIX) ? Optional.of(Path.of(host.substring(UNIX.length()))) : Optional.empty();
    }

    static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return CompletableFuture.supplyAsync(() -> info(channel, socket), Thread::startVirtualThread)
                    .completeOnTimeout("", ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .thenApply(DockerEngine::isOfThisMachine)
                    .join();
        } catch (IOException e) {
            return false;
        }
    }

    private static String info(SocketChannel channel, Path socket) {
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(StandardCharsets.US_ASCII.encode(ASK));
            InputStream answer = Channels.newInputStream(channel);
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isOfThisMachine(String info) {
        try {
            String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            String processes =
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return info.contains("\"OSType\":\"linux\"")
                    && info.contains("\"Name\":\"" + host + "\"")
                    && Stream.of(APART).noneMatch(info::contains)
                    && processes.equals(FIRST_PROCESSES);
        } catch (IOException e) {
            return false;
        }
    }

    private static final class Decision {
        private static final boolean USABLE =
                socket().filter(Files::exists).filter(DockerEngine::answers).isPresent();
    }

    private static final class Client {
        private static final DockerClient INSTANCE =
                DockerClientProviderStrategy.getClientForConfig(TransportConfig.builder()
                        .dockerHost(URI.create(UNIX + socket().orElseThrow()))
                        .build());
    }
}
