/** The cryptography of MTProto 2.0, from Telegram's side: message keys, key exchange, password proofs. */
@NullMarked
package telegramgateway.simulator.crypto;

import org.jspecify.annotations.NullMarked;
