/**
 * The native gateway service: sources hand messages to intake, intake commits them to the journal, delivery takes them
 * to the targets.
 */
@NullMarked
package telegramgateway.mtproto;

import org.jspecify.annotations.NullMarked;
