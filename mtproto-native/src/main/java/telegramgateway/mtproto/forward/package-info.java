/**
 * Forwarding within Telegram: rules say which events of the journal lead to a copy in another chat, and a record per
 * message and destination sees to it that there is one copy, whatever happens meanwhile.
 */
@NullMarked
package telegramgateway.mtproto.forward;

import org.jspecify.annotations.NullMarked;
