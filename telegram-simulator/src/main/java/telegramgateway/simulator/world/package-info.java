/**
 * What there is: people, bots, their devices, channels and posts; and the answers to what clients ask about it. One
 * lock guards all of it.
 */
@NullMarked
package telegramgateway.simulator.world;

import org.jspecify.annotations.NullMarked;
