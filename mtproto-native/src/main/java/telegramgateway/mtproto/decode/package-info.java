/** TDLib's JSON, turned into messages and the other observations that the gateway acts on. Nothing here keeps state. */
@NullMarked
package telegramgateway.mtproto.decode;

import org.jspecify.annotations.NullMarked;
