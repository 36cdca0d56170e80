package dev.weft.benchmarks.exchange;

import java.io.IOException;

/** Counters of both processes at one moment, or their difference between two. */
record Sample(long nanos, long records, long bytes, ProcessTimes times) {

    /** @param question that the far process answers with what it has got and its threads' times */
    static Sample take(FarProcess far, String question) throws IOException {
        String[] answer = far.ask(question).split(";");
        String[] counts = answer[0].split(" ");
        return new Sample(
                System.nanoTime(),
                Long.parseLong(counts[0]),
                Long.parseLong(counts[1]),
                ProcessTimes.now().plus(ProcessTimes.parse(answer[1])));
    }

    Sample since(Sample before) {
        return new Sample(
                nanos - before.nanos, records - before.records, bytes - before.bytes, times.since(before.times));
    }

    double bytesPerSecond() {
        return bytes * 1e9 / nanos;
    }

    double recordsPerSecond() {
        return records * 1e9 / nanos;
    }

    /** Processor time of both processes. */
    double nsPerByte() {
        return (double) times.totalNs() / bytes;
    }
}
