/**
 * What the consumer knows, in schema {@code tp_capital}: the latest state and the history of each signal, a verdict for
 * each message, and how far each channel is processed. {@link telegramgateway.tpcapital.store.SignalStore} is the door.
 */
@NullMarked
package telegramgateway.tpcapital.store;

import org.jspecify.annotations.NullMarked;
