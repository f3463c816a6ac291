package telegramgateway.mtproto.push;

import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.service.web.RequestRefusedException;

/** {@code /failure-queue}: what lies in it, and a run that publishes it again. */
@RestController
class FailureQueueController {
    private final ObjectProvider<Push> push;

    FailureQueueController(ObjectProvider<Push> push) {
        this.push = push;
    }

    /** @param channels number of events by channel id */
    record Status(long size, long bytes, Map<Long, Long> channels, Recovery.Progress recovery) {}

    @GetMapping("/failure-queue")
    Status status() {
        return status(require());
    }

    /** Answers at once; the run's progress is in the status. */
    @PostMapping("/failure-queue/recover")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Status recover() {
        Push found = require();
        found.recovery().ask();
        return status(found);
    }

    private static Status status(Push push) {
        return new Status(
                push.queue().size(),
                push.queue().bytes(),
                push.queue().channels(),
                push.recovery().progress());
    }

    private Push require() {
        Push found = push.getIfAvailable();
        if (found == null) {
            throw new RequestRefusedException(
                    404, "PUSH_IS_OFF", "Nothing is pushed", "Set API_ENDPOINT and API_SECRET_TOKEN.");
        }
        return found;
    }
}
