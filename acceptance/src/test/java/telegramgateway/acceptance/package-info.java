/** The whole gateway, tested from outside as a user or a fault would meet it, and the rules of its architecture. */
@NullMarked
package telegramgateway.acceptance;

import org.jspecify.annotations.NullMarked;
