package dev.weft.connector.kafka.sink;

import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.connector.sink2.WriterInitContext;
import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.metrics.Counter;
import java.io.IOException;
import java.util.Properties;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Sends records and remembers the first that failed. Sending is asynchronous: Kafka's producer tells the outcome on its own
 * thread. A failure is thrown by the next call, and by a mail to the task in case none comes.
 *
 * <p>Owned by the task's thread, except {@link #onFailed}.
 */
final class Sending {

    private final Properties properties;
    private final MailboxExecutor mailbox;
    private final Counter records;
    private final Counter bytes;
    private final Counter errors;
    private final AtomicReference<KafkaFailure> failure = new AtomicReference<>();

    /** @param properties the producers' */
    Sending(WriterInitContext context, Properties properties) {
        this.properties = properties;
        this.mailbox = context.getMailboxExecutor();
        this.records = context.metricGroup().getNumRecordsSendCounter();
        this.bytes = context.metricGroup().getNumBytesSendCounter();
        this.errors = context.metricGroup().getNumRecordsSendErrorsCounter();
    }

    /** Gives a record to the producer; waits while the producer's memory is full. */
    void send(ProducerRecord<byte[], byte[]> record, Producer<byte[], byte[]> producer) throws IOException {
        try {
            producer.send(record, (metadata, failed) -> {
                if (failed != null) {
                    onFailed(record, failed);
                }
            });
        } catch (KafkaException refused) {
            errors.inc();
            KafkaFailure told = told(record, refused);
            throw new IOException(told.getMessage(), told);
        }
        records.inc();
        bytes.inc(length(record.key()) + (long) length(record.value()));
    }

    /** Waits until all records are stored; when it returns, none has failed. */
    void flush(Producer<byte[], byte[]> producer) throws IOException {
        producer.flush();
        check();
    }

    /** Throws if a record has failed. */
    void check() throws IOException {
        KafkaFailure failed = failure.get();
        if (failed != null) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /** On the producer's thread. */
    private void onFailed(ProducerRecord<byte[], byte[]> record, Exception cause) {
        if (!failure.compareAndSet(null, told(record, cause))) {
            return;
        }
        errors.inc();
        try {
            mailbox.execute(this::check, "report a record that Kafka did not store");
        } catch (RejectedExecutionException taskEnds) {
            // Whoever ends the task flushes before, and sees the failure then.
        }
    }

    private KafkaFailure told(ProducerRecord<byte[], byte[]> record, Exception cause) {
        return KafkaFailure.of(
                "can't write a record (value of " + length(record.value()) + " bytes) to topic " + record.topic(),
                cause,
                properties);
    }

    KafkaFailure explained(String failed, KafkaException cause) {
        return KafkaFailure.of(failed, cause, properties);
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
