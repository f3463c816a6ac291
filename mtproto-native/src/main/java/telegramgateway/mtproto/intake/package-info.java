/**
 * The one way into the gateway: every source hands its observations over here, where each is accepted into the journal
 * or rejected with a reason. Sources know nothing of what lies behind.
 */
@NullMarked
package telegramgateway.mtproto.intake;

import org.jspecify.annotations.NullMarked;
