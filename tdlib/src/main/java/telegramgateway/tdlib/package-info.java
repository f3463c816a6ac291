/**
 * TDLib in this process: its four C functions, one thread that receives for all clients, and clients whose requests
 * have deadlines and whose updates come in order.
 */
@NullMarked
package telegramgateway.tdlib;

import org.jspecify.annotations.NullMarked;
