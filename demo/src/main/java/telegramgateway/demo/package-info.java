/**
 * The whole gateway on this machine: embedded servers, and the three services as processes with production settings. It
 * feeds them with an export file, and verifies that every message of it is accounted for in every tier.
 */
@NullMarked
package telegramgateway.demo;

import org.jspecify.annotations.NullMarked;
