package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopOwned;
import java.util.HashMap;
import java.util.Map;

/**
 * Watermark alignment: computes per alignment group up to which watermark its readers may go, which is the lowest
 * reported watermark plus the allowed drift. Idle and ended readers do not count. Belongs to the JobMaster's loop.
 */
@LoopOwned
final class WatermarkGroups {

    private record Reader(ExecutionAttemptId task, int operator) {}

    private final Map<String, Map<Reader, Long>> groups = new HashMap<>();

    /**
     * Records a reader's watermark.
     *
     * @param watermark {@code Long.MAX_VALUE} when it pauses
     * @return the highest watermark that it may reach before it must wait
     */
    long onReport(String group, ExecutionAttemptId task, int operator, long watermark, long maxDriftMs) {
        Map<Reader, Long> readers = groups.computeIfAbsent(group, first -> new HashMap<>());
        readers.put(new Reader(task, operator), watermark);
        long slowest = Long.MAX_VALUE;
        for (long each : readers.values()) {
            slowest = Math.min(slowest, each);
        }
        long limit = slowest + maxDriftMs;
        return limit < slowest ? Long.MAX_VALUE : limit;
    }

    void onTaskEnded(ExecutionAttemptId task) {
        groups.values()
                .forEach(readers ->
                        readers.keySet().removeIf(reader -> reader.task().equals(task)));
    }
}
