package telegramgateway.message.database;

/**
 * How far one lane of a journal has been applied to the database.
 *
 * @param position all events of the lane up to here are in the database or were passed over; 0 at the start
 * @param applied events applied by this lane since the journal began, counted by the database itself
 */
public record DeliveryCursor(long position, long applied) {}
