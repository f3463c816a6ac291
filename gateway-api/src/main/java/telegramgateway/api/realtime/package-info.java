/** Streams: what other endpoints answer when asked is told here as it happens, by Server-Sent Events or a WebSocket. */
@NullMarked
package telegramgateway.api.realtime;

import org.jspecify.annotations.NullMarked;
