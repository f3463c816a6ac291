package telegramgateway.tpcapital.signals;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.service.web.RequestRefusedException;
import telegramgateway.tpcapital.store.SignalQuery;
import telegramgateway.tpcapital.store.SignalStore;
import telegramgateway.tpcapital.store.StoredSignal;

/** {@code GET /signals}: live signals, newest first. */
@RestController
class SignalsController {
    private final SignalStore store;

    SignalsController(SignalStore store) {
        this.store = store;
    }

    /**
     * @throws RequestRefusedException when a parameter is not understood
     * @throws StoreUnavailableException when the database is away: never an empty list, never a sample
     */
    @GetMapping("/signals")
    ResponseEntity<Map<String, @Nullable Object>> signals(HttpServletRequest request) {
        SignalQuery query = SignalsRequest.query(SignalsRequest.eachOnce(request.getParameterMap()));
        List<StoredSignal> found = store.signals(query);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("data", found.stream().map(SignalAnswer::of).toList());
        body.put(
                "next_cursor",
                found.size() < query.limit()
                        ? null
                        : PlaceText.encode(found.getLast().place()));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
