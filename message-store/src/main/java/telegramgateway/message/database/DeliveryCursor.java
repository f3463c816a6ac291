package telegramgateway.message.database;

/**
 * How far one lane of a journal has been applied to the database.
 *
 * @param position all events of the lane up to here are in the database or were passed over; 0 at the start
 * @param applied events of this lane's batches since the journal began whose rows were there when the batch was
 *     committed: the database counts rows, not what it was sent. An event that is legally delivered again counts again.
 */
public record DeliveryCursor(long position, long applied) {}
