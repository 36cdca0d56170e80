package dev.weft.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KafkaCommitterTest {

    private static final KafkaCommittable COMMITTABLE = new KafkaCommittable("sink-0-00000000.0-0", 7, (short) 3);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final PreparedTransactions prepared = new PreparedTransactions();
    private final KafkaCommitter committer = new KafkaCommitter(
            prepared,
            () -> {
                throw new AssertionError("the producer is alive");
            },
            false);

    @BeforeEach
    void prepareTransaction() {
        producer.initTransactions();
        producer.beginTransaction();
        prepared.add(COMMITTABLE, producer);
    }

    @Test
    void aProducerThatLivesCommitsAndCanWriteItsNextTransaction() {
        assertThat(commit().outcome()).isEqualTo("committed");

        assertThat(producer.transactionCommitted()).isTrue();
        assertThat(producer.closed()).isFalse();
        assertThat(prepared.outcomes())
                .containsExactly(new PreparedTransactions.Outcome(COMMITTABLE.transactionalId(), true));
    }

    /** KIP-890: a request of a producer whose outcome is unknown may still be on its way, so the producer writes nothing more. */
    @Test
    void anUnknownOutcomeIsAskedForAgainAndItsProducerIsNotUsedAgain() {
        producer.commitTransactionException = new TimeoutException("no answer");

        assertThat(commit().outcome()).isEqualTo("retry");

        assertThat(producer.closed()).isTrue();
        assertThat(prepared.take(COMMITTABLE)).isNull();
        assertThat(prepared.outcomes()).isEmpty();
    }

    /** FLINK-8086, FLINK-7784, FLINK-23839, FLINK-24131: a producer that was shut out has lost its transaction; it is not taken for committed. */
    @Test
    void aTransactionWhoseProducerWasShutOutIsLost() {
        producer.commitTransactionException = new ProducerFencedException("another producer has the id");

        RecordingRequest request = commit();

        assertThat(request.outcome()).isEqualTo("failed");
        assertThat(request.reason())
                .hasMessageContaining(COMMITTABLE.transactionalId() + " are lost")
                .hasMessageContaining("another producer has the id");
        assertThat(producer.closed()).isTrue();
        assertThat(prepared.outcomes()).isEmpty();
    }

    private RecordingRequest commit() {
        RecordingRequest request = new RecordingRequest(COMMITTABLE);
        committer.commit(List.of(request));
        return request;
    }
}
