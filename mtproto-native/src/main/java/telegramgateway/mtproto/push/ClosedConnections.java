package telegramgateway.mtproto.push;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Sends a request again at once when its connection was closed before a byte of the answer came: the other side may
 * have closed it while it was idle, which is nobody's failure. As often as there are idle connections; then it is a
 * failure.
 */
final class ClosedConnections implements HttpRequestRetryStrategy {

    @Override
    public boolean retryRequest(HttpRequest request, IOException e, int requests, HttpContext context) {
        boolean closed = e instanceof NoHttpResponseException || e instanceof SocketException;
        return closed && !(e instanceof ConnectException) && requests <= PushClient.IN_FLIGHT_MAX;
    }

    /** An answer is for the caller to judge, whatever it is. */
    @Override
    public boolean retryRequest(HttpResponse response, int requests, HttpContext context) {
        return false;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int requests, HttpContext context) {
        return TimeValue.ZERO_MILLISECONDS;
    }
}
