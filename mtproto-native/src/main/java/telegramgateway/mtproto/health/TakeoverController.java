package telegramgateway.mtproto.health;

import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.mtproto.delivery.ChannelTakeover;

/** {@code POST /takeover?channel=ID|all}: this gateway becomes the owner of channels of others. */
@RestController
class TakeoverController {
    private final ChannelTakeover takeover;

    TakeoverController(ChannelTakeover takeover) {
        this.takeover = takeover;
    }

    /** @param taken the new epoch of each channel that changed hands */
    record Answer(Map<Long, Long> taken) {}

    @PostMapping(path = "/takeover", params = "channel=all")
    Answer takeAll() {
        return new Answer(takeover.take(List.of()));
    }

    @PostMapping("/takeover")
    Answer take(@RequestParam long channel) {
        return new Answer(takeover.take(List.of(channel)));
    }
}
