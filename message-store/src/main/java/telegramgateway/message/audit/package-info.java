/**
 * The audit of what is stored: whether the ledger, the messages and the events of a channel agree, which ids are not
 * known, and whether the events are still those of earlier audits. Reads the database itself, with SQL of its own and
 * none of the code that writes it.
 */
@NullMarked
package telegramgateway.message.audit;

import org.jspecify.annotations.NullMarked;
