/**
 * Follows the feed: reads a page of a channel, decides on each message, and has the decisions stored together with the
 * channel's cursor. {@link telegramgateway.tpcapital.intake.SignalIntake} is the door.
 */
@NullMarked
package telegramgateway.tpcapital.intake;

import org.jspecify.annotations.NullMarked;
