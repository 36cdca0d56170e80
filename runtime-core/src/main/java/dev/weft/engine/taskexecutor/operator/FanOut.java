package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Receiver;
import java.util.List;

/** Broadcasts everything to several receivers, in order; with none, drops it. */
public final class FanOut implements Receiver {

    private final Receiver[] receivers;

    private FanOut(List<Receiver> receivers) {
        this.receivers = receivers.toArray(Receiver[]::new);
    }

    /** One receiver for all of these. */
    public static Receiver of(List<Receiver> receivers) {
        return receivers.size() == 1 ? receivers.get(0) : new FanOut(receivers);
    }

    @Override
    public void record(Object value, long timestamp) {
        for (Receiver receiver : receivers) {
            receiver.record(value, timestamp);
        }
    }

    @Override
    public void watermark(long timestamp) {
        for (Receiver receiver : receivers) {
            receiver.watermark(timestamp);
        }
    }

    @Override
    public void idle(boolean idle) {
        for (Receiver receiver : receivers) {
            receiver.idle(idle);
        }
    }

    @Override
    public void endOfInput() {
        for (Receiver receiver : receivers) {
            receiver.endOfInput();
        }
    }
}
