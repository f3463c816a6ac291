/**
 * Real servers on this machine, for the demo and the tests: PostgreSQL and Redis as processes of their own, on loopback
 * ports, with data that vanishes. Nothing outlives the JVM that started it, however that JVM ends.
 */
@NullMarked
package telegramgateway.local;

import org.jspecify.annotations.NullMarked;
