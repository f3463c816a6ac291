/**
 * The commit point: an event that is on disk here is accepted, and every target gets it. One SQLite file holds the
 * events, the latest state of each message, the channels, and how far each target has got.
 */
@NullMarked
package telegramgateway.mtproto.journal;

import org.jspecify.annotations.NullMarked;
