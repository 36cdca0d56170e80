package dev.weft.engine.rest.api;

import dev.weft.engine.common.json.Json;

/**
 * Input and output counters of a vertex or a subtask.
 *
 * @param complete whether every task has reported
 */
public record IoMetrics(long readBytes, long writeBytes, long readRecords, long writeRecords, boolean complete) {

    public IoMetrics plus(IoMetrics other) {
        return new IoMetrics(
                readBytes + other.readBytes,
                writeBytes + other.writeBytes,
                readRecords + other.readRecords,
                writeRecords + other.writeRecords,
                complete && other.complete);
    }

    /**
     * Time-based metrics are not measured and written as 0, busy time too: existing tools expect NaN there, which JSON
     * does not have.
     */
    public Json.Obj json() {
        return Json.object()
                .put("read-bytes", readBytes)
                .put("read-bytes-complete", complete)
                .put("write-bytes", writeBytes)
                .put("write-bytes-complete", complete)
                .put("read-records", readRecords)
                .put("read-records-complete", complete)
                .put("write-records", writeRecords)
                .put("write-records-complete", complete)
                .put("accumulated-backpressured-time", 0)
                .put("accumulated-idle-time", 0)
                .put("accumulated-busy-time", 0.0)
                .build();
    }

    public static IoMetrics of(Json.Obj json) {
        return new IoMetrics(
                json.number("read-bytes"),
                json.number("write-bytes"),
                json.number("read-records"),
                json.number("write-records"),
                json.member("read-bytes-complete").map(Json::asBoolean).orElse(false));
    }
}
