package dev.weft.benchmarks.compare;

import dev.weft.engine.common.json.Json;

/**
 * Measurements of one run. Rates are of the steady part: from when a fifth of the records had been generated until the
 * sink ended.
 *
 * @param count records that reached the sink
 * @param checksum the sum of their hashes
 * @param perSecond records a second
 * @param perCpuSecond records a second of processor time, of all JVMs of the application
 * @param wholePerSecond records a second from the first one on
 * @param steadySeconds how long the steady part took
 * @param cpuSeconds processor time of all JVMs from their start to their end
 * @param peakMb their largest resident memory
 * @param stolenShare of the machine's processor time in the steady part, what other machines on its host got
 * @param checkpoints how many were complete before the end; 0 as well where the program does not tell
 * @param delays from the end of a window to its result; none unless the row is about latency
 */
record Measured(
        long count,
        long checksum,
        double perSecond,
        double perCpuSecond,
        double wholePerSecond,
        double steadySeconds,
        double cpuSeconds,
        long peakMb,
        double stolenShare,
        long checkpoints,
        Delays delays) {

    private static final double WARM_UP = 0.2;

    static Measured of(Json.Obj result, Work work, Processes processes) {
        Progress progress = new Progress(result);
        long ended = result.number("ended");
        long steadyFrom = progress.reached(WARM_UP * work.records());
        double steadySeconds = (ended - steadyFrom) / 1e3;
        double units = (double) work.records() * work.row().unitsPerRecord();
        double steadyUnits = units * (1 - WARM_UP);
        return new Measured(
                result.number("count"),
                result.number("checksum"),
                steadyUnits / steadySeconds,
                steadyUnits / processes.cpuSeconds(steadyFrom, ended),
                units / ((ended - progress.begin()) / 1e3),
                steadySeconds,
                processes.cpuSeconds(),
                processes.peakMb(),
                processes.stolenShare(steadyFrom, ended),
                checkpoints(result),
                Delays.of(result));
    }

    /** What {@link #json} has made. */
    static Measured of(Json.Obj json) {
        return new Measured(
                json.number("count"),
                json.number("checksum"),
                number(json, "perSecond"),
                number(json, "perCpuSecond"),
                number(json, "wholePerSecond"),
                number(json, "steadySeconds"),
                number(json, "cpuSeconds"),
                json.number("peakMb"),
                number(json, "stolenShare"),
                checkpoints(json),
                new Delays(
                        json.elements("delaysMs").stream().map(Measured::number).toList()));
    }

    private static long checkpoints(Json.Obj json) {
        return json.member("checkpoints").map(Json::asLong).orElse(0L);
    }

    private static double number(Json.Obj json, String name) {
        return number(json.members().get(name));
    }

    static double number(Json json) {
        return Double.parseDouble(json.text());
    }

    boolean sameWork(Measured other) {
        return count == other.count && checksum == other.checksum;
    }

    Json json() {
        return Json.object()
                .put("count", count)
                .put("checksum", checksum)
                .put("perSecond", Math.round(perSecond))
                .put("perCpuSecond", Math.round(perCpuSecond))
                .put("wholePerSecond", Math.round(wholePerSecond))
                .put("steadySeconds", steadySeconds)
                .put("cpuSeconds", cpuSeconds)
                .put("peakMb", peakMb)
                .put("stolenShare", stolenShare)
                .put("checkpoints", checkpoints)
                .put("delaysMs", delays.json())
                .build();
    }
}
