package dev.weft.it.faults;

import dev.weft.it.programs.WindowSums;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes the numbers from 0 to a topic, at a steady rate, each once: the producer is idempotent and never gives up. A thread of its own,
 * until {@link #finish}.
 */
final class Numbers implements AutoCloseable {

    static final int PARTITIONS = 2;

    private static final int PER_SECOND = 1_000;
    private static final long TICK_NS = 10_000_000;

    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final Thread thread;
    private volatile boolean ends;
    private long next;

    Numbers(String servers, String topic) {
        this.topic = topic;
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        Long.MAX_VALUE,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new StringSerializer(),
                new StringSerializer());
        thread = new Thread(this::write, "numbers");
        thread.setDaemon(true);
        thread.start();
    }

    private void write() {
        try {
            writeUntilTheEnd();
        } catch (InterruptException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilTheEnd() {
        long startNs = System.nanoTime();
        while (!ends) {
            long due = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs) * PER_SECOND / 1_000;
            while (next < due) {
                send();
            }
            LockSupport.parkNanos(TICK_NS);
        }
        // One number a partition is in the window after, so that time comes to the end of the last one.
        long end = (next / WindowSums.WINDOW + 1) * WindowSums.WINDOW + PARTITIONS;
        while (next < end) {
            send();
        }
        producer.flush();
    }

    private void send() {
        producer.send(new ProducerRecord<>(topic, (int) (next % PARTITIONS), null, Long.toString(next)));
        next++;
    }

    /** Fills the current window up and stops; gives the end of that window, when all is written. */
    long finish() throws InterruptedException {
        ends = true;
        thread.join();
        return next / WindowSums.WINDOW * WindowSums.WINDOW;
    }

    @Override
    public void close() {
        ends = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ZERO);
    }
}
