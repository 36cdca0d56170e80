package dev.weft.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

/** What a writer says when brokers refuse its first producer. */
class ExactlyOnceWriterTest {

    @Test
    void aTransactionalIdThatIsNotPermittedIsToldWithTheBrokersThatRefuseIt() {
        Properties settings = new Properties();
        settings.setProperty("bootstrap.servers", "kafka:9092");
        MockProducer<byte[], byte[]> producer = new MockProducer<>();
        producer.initTransactionException =
                new TransactionalIdAuthorizationException("Transactional Id authorization failed.");
        ExactlyOnceWriter<String> writer = new ExactlyOnceWriter<>(
                (element, context, timestamp) -> new ProducerRecord<>("out", new byte[0]),
                new SinkTopics.Place(0, 1),
                new Sending(new FakeWriterContext(0, 1, OptionalLong.empty()), settings),
                new ExactlyOnceWriter.Transactions(
                        new IdOwner("sink", 0, "00000001.0"),
                        null,
                        new PreparedTransactions(),
                        transactionalId -> producer,
                        "60000"),
                List.of());
        assertThatThrownBy(writer::start)
                .hasMessage(
                        "can't begin to write under the transactional id sink-0-00000001.0-0: the brokers"
                                + " (kafka:9092) do not permit it to this user; have the right granted (kafka-acls.sh): Transactional Id authorization failed.");
    }
}
