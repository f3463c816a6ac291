/**
 * What a message says to a trader: a pure function from text to a reading. Text becomes tokens, tokens become labelled
 * fields by a small grammar, fields become a trade; whatever cannot be read for certain is missing, never guessed.
 */
@NullMarked
package telegramgateway.tpcapital.signal;

import org.jspecify.annotations.NullMarked;
