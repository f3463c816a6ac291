/** A channel message at one position, and the one JSON form in which it is journalled, cached, stored and served. */
@NullMarked
package telegramgateway.message;

import org.jspecify.annotations.NullMarked;
