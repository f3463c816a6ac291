package telegramgateway.mtproto.delivery;

import java.util.List;
import telegramgateway.message.MessageEvent;
import telegramgateway.mtproto.journal.TargetLane;

/**
 * Events of one lane on their way to a target.
 *
 * @param from where the lane's cursor stands
 * @param to where it stands after the delivery
 * @param events in order, above {@code from} and up to {@code to}; empty when the events up to there are parked
 */
record DeliveryRun(TargetLane lane, long from, long to, List<MessageEvent> events) {}
