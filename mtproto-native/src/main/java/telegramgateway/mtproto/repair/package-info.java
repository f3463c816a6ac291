/**
 * What an account may lack is read from Telegram's history: a {@code HistoryGate} lets one request at a time through,
 * {@code History} turns an answer into messages and facts, and those who ask differ in what they look for: messages
 * that nobody listened to ({@code MissedMessages}), ids of which nothing is known ({@code Holes}).
 */
@NullMarked
package telegramgateway.mtproto.repair;

import org.jspecify.annotations.NullMarked;
