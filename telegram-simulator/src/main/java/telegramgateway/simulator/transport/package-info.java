/** TCP on 127.0.0.1, and packets on it as an MTProto proxy gets them: obfuscated, of every data centre on one port. */
@NullMarked
package telegramgateway.simulator.transport;

import org.jspecify.annotations.NullMarked;
