package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import java.util.ArrayList;
import java.util.List;

/** Records what arrives, one line each: "value" or "value@timestamp", "w5", "idle", "active", "end". */
final class RecordingReceiver implements Receiver {

    final List<String> seen = new ArrayList<>();

    @Override
    public void record(Object value, long timestamp) {
        seen.add(timestamp == Batch.NO_TIMESTAMP ? String.valueOf(value) : value + "@" + timestamp);
    }

    @Override
    public void watermark(long timestamp) {
        seen.add("w" + timestamp);
    }

    @Override
    public void idle(boolean idle) {
        seen.add(idle ? "idle" : "active");
    }

    @Override
    public void endOfInput() {
        seen.add("end");
    }
}
