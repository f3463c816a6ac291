/**
 * Takes the journal's events to the targets: each lane in order, from its own cursor, which moves only after the other
 * side has confirmed. A new target is one class that implements {@code Target}.
 */
@NullMarked
package telegramgateway.mtproto.delivery;

import org.jspecify.annotations.NullMarked;
