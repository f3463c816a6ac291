/**
 * The push endpoint: events go there by HTTP, one after the other per channel. Those that it did not take in time lie
 * in the failure queue, a file. {@link telegramgateway.mtproto.push.Push} is the door.
 */
@NullMarked
package telegramgateway.mtproto.push;

import org.jspecify.annotations.NullMarked;
