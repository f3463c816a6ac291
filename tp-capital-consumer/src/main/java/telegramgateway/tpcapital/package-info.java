/** The service on port 4005: follows the feed, turns messages into trading signals, and answers who asks for them. */
@NullMarked
package telegramgateway.tpcapital;

import org.jspecify.annotations.NullMarked;
