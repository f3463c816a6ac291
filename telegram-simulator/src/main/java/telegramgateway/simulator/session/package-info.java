/** MTProto: the exchange of keys, and sessions in which methods are called and updates are pushed. */
@NullMarked
package telegramgateway.simulator.session;

import org.jspecify.annotations.NullMarked;
