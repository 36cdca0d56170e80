package dev.weft.it.faults;

import dev.weft.it.programs.WindowSums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the committed results as they come and checks each: the windows of a key follow one another without a gap, and count and sum are
 * those of the numbers that belong to it. Computed without the engine. The topic has one partition. A thread of its own reads; all
 * methods may be called by any thread.
 */
final class Results implements AutoCloseable {

    /**
     * What was wrong so far.
     *
     * @param lost numbers that no result counts
     * @param doubled numbers that results count more often than once
     */
    record Faulty(long lost, long doubled) {
        Faulty minus(Faulty earlier) {
            return new Faulty(lost - earlier.lost, doubled - earlier.doubled);
        }

        boolean isNone() {
            return lost == 0 && doubled == 0;
        }
    }

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long NUMBERS_OF_A_RESULT = WindowSums.WINDOW / WindowSums.KEYS;

    private final KafkaConsumer<String, String> consumer;
    private final Thread thread;
    private final long[] nextWindow = new long[WindowSums.KEYS];
    private final List<String> wrong = new ArrayList<>();
    private long count;
    private long lost;
    private long doubled;
    private OptionalLong firstNs = OptionalLong.empty();
    private boolean closed;

    Results(String servers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        thread = new Thread(this::read, "results");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            while (!isClosed()) {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    check(record.value());
                }
            }
        } catch (WakeupException closing) {
            // that is how it ends
        }
        consumer.close();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Checks one line: window, key, count, sum. */
    synchronized void check(String line) {
        if (firstNs.isEmpty()) {
            firstNs = OptionalLong.of(System.nanoTime());
        }
        count++;
        long[] fields =
                Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        long window = fields[0];
        int key = (int) fields[1];
        if (window < nextWindow[key]) {
            doubled += fields[2];
            wrong.add(line + ": it has been there before");
            return;
        }
        if (window > nextWindow[key]) {
            lost += (window - nextWindow[key]) / WindowSums.WINDOW * NUMBERS_OF_A_RESULT;
            wrong.add(line + ": the window before it that is missing starts at " + nextWindow[key]);
        }
        nextWindow[key] = window + WindowSums.WINDOW;
        lost += Math.max(0, NUMBERS_OF_A_RESULT - fields[2]);
        doubled += Math.max(0, fields[2] - NUMBERS_OF_A_RESULT);
        if (!line.equals(expected(window, key))) {
            wrong.add(line + ": it must be " + expected(window, key));
            if (fields[2] == NUMBERS_OF_A_RESULT) {
                lost++;
                doubled++;
            }
        }
    }

    /** The right line of a window and key. */
    static String expected(long window, long key) {
        long sum = 0;
        for (long number = window; number < window + WindowSums.WINDOW; number++) {
            sum += number % WindowSums.KEYS == key ? number : 0;
        }
        return window + " " + key + " " + NUMBERS_OF_A_RESULT + " " + sum;
    }

    synchronized Faulty faulty() {
        return new Faulty(lost, doubled);
    }

    /** What was wrong, line by line. */
    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** From now on waits for a result. */
    synchronized void watch() {
        firstNs = OptionalLong.empty();
    }

    /** When the first result came since {@link #watch}, on the clock of {@link System#nanoTime}. */
    synchronized OptionalLong firstNs() {
        return firstNs;
    }

    synchronized long count() {
        return count;
    }

    /** The end of the last window of which there are all results. */
    synchronized long completeUntil() {
        return Arrays.stream(nextWindow).min().orElseThrow();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
