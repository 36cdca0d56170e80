package dev.weft.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.connector.base.DeliveryGuarantee;
import dev.weft.connector.kafka.RealBroker;
import dev.weft.connector.kafka.sink.HandDrivenSink.Checkpoint;
import dev.weft.runtime.execution.SuppressRestartsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sink against a real broker. */
final class KafkaSinkIT {

    @RegisterExtension
    static final RealBroker BROKER = new RealBroker();

    private static KafkaSinkBuilder<String> sink(String topic) {
        return KafkaSink.<String>builder()
                .setBootstrapServers(BROKER.servers())
                .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(topic)
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build());
    }

    /** With a prefix of the topic's own. */
    private static KafkaSinkBuilder<String> exactlyOnce(String topic) {
        return sink(topic).setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE).setTransactionalIdPrefix(topic);
    }

    @Test
    void atLeastOnceEverythingBeforeACheckpointIsStored() throws Exception {
        String topic = BROKER.newTopic(2);
        try (HandDrivenSink run = HandDrivenSink.start(sink(topic)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("linger.ms", "60000")
                .build())) {
            run.write("a", "b");
            run.checkpoint(1);

            assertThat(BROKER.committed(topic)).containsExactlyInAnyOrder("a", "b");
            assertThat(run.context().metricGroup().count("numRecordsSend")).isEqualTo(2);
        }
    }

    /** FLINK-31305: a record that the broker refused fails the checkpoint, and every later call. */
    @Test
    void aRecordThatIsNotStoredFailsTheNextCallAndMailsTheTask() throws Exception {
        String topic = BROKER.newTopic(1);
        try (HandDrivenSink run = HandDrivenSink.start(sink("no-such-topic")
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("max.block.ms", "300")
                .build())) {
            run.write("a");
            assertThatThrownBy(() -> run.checkpoint(1))
                    .hasMessageContaining("no-such-topic")
                    .hasMessageContaining("was it created?");
            assertThatThrownBy(() -> run.write("b")).hasMessageContaining("no-such-topic");
            assertThat(run.context().mails).hasSize(1);
        }
        assertThat(BROKER.committed(topic)).isEmpty();
    }

    @Test
    void exactlyOnceRecordsAreVisibleWhenTheirCheckpointIsCommittedAndNotBefore() throws Exception {
        String topic = BROKER.newTopic(1);
        try (HandDrivenSink run = HandDrivenSink.start(exactlyOnce(topic).build())) {
            run.write("a");
            Checkpoint first = run.checkpoint(1);
            run.write("b");
            run.flush();
            assertThat(BROKER.uncommitted(topic)).containsExactly("a", "b");
            assertThat(BROKER.committed(topic)).isEmpty();

            assertCommitted(run.commit(first));
            assertThat(visible(topic)).containsExactly("a");
            assertCommitted(run.commit(run.checkpoint(2)));
            assertThat(visible(topic)).containsExactly("a", "b");
        }
        assertThat(BROKER.openTransactions(topic)).isEmpty();
    }

    /** FLINK-31363: an interval without records has no transaction to commit. */
    @Test
    void anIntervalWithoutRecordsHasNothingToCommit() throws Exception {
        String topic = BROKER.newTopic(1);
        try (HandDrivenSink run = HandDrivenSink.start(exactlyOnce(topic).build())) {
            assertThat(run.checkpoint(1).committables()).isEmpty();
            run.write("a");
            Checkpoint second = run.checkpoint(2);
            assertThat(run.checkpoint(3).committables()).isEmpty();

            assertCommitted(run.commit(second));
            assertThat(visible(topic)).containsExactly("a");
        }
    }

    @Test
    void closingAbortsWhatIsBeingWrittenAndLeavesWhatIsPrepared() throws Exception {
        String topic = BROKER.newTopic(1);
        KafkaSink<String> sink = exactlyOnce(topic).build();
        Checkpoint prepared;
        try (HandDrivenSink run = HandDrivenSink.start(sink)) {
            run.write("prepared");
            prepared = run.checkpoint(1);
            run.write("in flight");
            run.flush();
        }
        assertThat(BROKER.openTransactions(topic)).hasSize(1);

        assertCommitted(HandDrivenSink.commitElsewhere(sink, prepared));

        assertThat(visible(topic)).containsExactly("prepared");
    }

    @Test
    void aPreparedTransactionIsCommittedWithoutItsProducerAndCommittingTwiceIsTheSameAsOnce() throws Exception {
        String topic = BROKER.newTopic(1);
        KafkaSink<String> sink = exactlyOnce(topic).build();
        Checkpoint prepared;
        Checkpoint committedByItsProducer;
        try (HandDrivenSink run = HandDrivenSink.start(sink)) {
            run.write("a");
            committedByItsProducer = run.checkpoint(1);
            assertCommitted(run.commit(committedByItsProducer));
            run.write("b");
            prepared = run.checkpoint(2);
        }

        assertCommitted(HandDrivenSink.commitElsewhere(sink, prepared));
        assertCommitted(HandDrivenSink.commitElsewhere(sink, prepared));
        assertCommitted(HandDrivenSink.commitElsewhere(sink, committedByItsProducer));

        assertThat(visible(topic)).containsExactly("a", "b");
    }

    /** FLINK-23854: a run that failed, also before its first checkpoint, leaves nothing that holds readers up. */
    @Test
    void aFreshRunAbortsWhatFormerRunsLeftOpenAlsoOfSubtasksThatAreGone() throws Exception {
        String topic = BROKER.newTopic(1);
        KafkaSink<String> sink = exactlyOnce(topic).build();
        List<HandDrivenSink> crashed = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            HandDrivenSink run = HandDrivenSink.start(sink, subtask, 3);
            run.write("lost " + subtask);
            run.flush();
            crashed.add(run);
        }
        assertThat(BROKER.openTransactions(topic)).hasSize(3);

        try (HandDrivenSink run = HandDrivenSink.start(sink)) {
            run.write("a");
            assertCommitted(run.commit(run.checkpoint(1)));
            assertThat(visible(topic)).containsExactly("a");
            assertThat(BROKER.openTransactions(topic)).isEmpty();
        } finally {
            crashed.forEach(HandDrivenSink::close);
        }
    }

    /** FLINK-29509, FLINK-29512, FLINK-29627: committables of several subtasks, at another parallelism. */
    @Test
    void afterRescalingWhatWasPreparedIsCommittedAndWhatWasOpenIsAborted() throws Exception {
        String topic = BROKER.newTopic(1);
        KafkaSink<String> sink = exactlyOnce(topic).build();
        HandDrivenSink zero = HandDrivenSink.start(sink, 0, 2);
        HandDrivenSink one = HandDrivenSink.start(sink, 1, 2);
        zero.write("zero");
        one.write("one");
        Checkpoint checkpoint = Checkpoint.of(zero.checkpoint(1), one.checkpoint(1));
        zero.write("lost zero");
        zero.flush();
        one.write("lost one");
        one.flush();
        assertThat(BROKER.openTransactions(topic)).hasSize(4);

        try (HandDrivenSink run = HandDrivenSink.restore(sink, 0, 1, 1, checkpoint.states())) {
            assertThat(BROKER.openTransactions(topic)).hasSize(2);
            run.write("after");
            assertCommitted(HandDrivenSink.commitElsewhere(sink, checkpoint));
            assertCommitted(run.commit(run.checkpoint(2)));

            assertThat(visible(topic)).containsExactlyInAnyOrder("zero", "one", "after");
            assertThat(BROKER.openTransactions(topic)).isEmpty();
        } finally {
            zero.close();
            one.close();
        }
    }

    @Test
    void aWriterThatWasGivenUpAndStillLivesIsShutOut() throws Exception {
        String topic = BROKER.newTopic(1);
        KafkaSink<String> sink = exactlyOnce(topic).build();
        try (HandDrivenSink givenUp = HandDrivenSink.start(sink)) {
            givenUp.write("first");
            Checkpoint first = givenUp.checkpoint(1);
            givenUp.write("second");
            assertCommitted(givenUp.commit(first));
            Checkpoint second = givenUp.checkpoint(2);
            givenUp.write("not in the checkpoint");
            try (HandDrivenSink run = HandDrivenSink.restore(sink, 0, 1, 2, second.states())) {
                assertThatThrownBy(() -> {
                            givenUp.write("too late");
                            givenUp.flush();
                        })
                        .hasMessageContaining("taken the transactional id over");
                assertCommitted(HandDrivenSink.commitElsewhere(sink, second));
                run.write("third");
                assertCommitted(run.commit(run.checkpoint(3)));
            }
        }
        assertThat(visible(topic)).containsExactly("first", "second", "third");
        assertThat(BROKER.openTransactions(topic)).isEmpty();
    }

    /** FLINK-34554, FLINK-36441, FLINK-28250: the brokers remember each id for days. */
    @Test
    void idsGoRound() throws Exception {
        String topic = BROKER.newTopic(1);
        Set<String> ids = new HashSet<>();
        List<String> written = new ArrayList<>();
        try (HandDrivenSink run = HandDrivenSink.start(exactlyOnce(topic).build())) {
            for (int i = 0; i < 12; i++) {
                run.write("record " + i);
                written.add("record " + i);
                Checkpoint checkpoint = run.checkpoint(i + 1);
                List<RecordingRequest> requests = run.commit(checkpoint);
                assertCommitted(requests);
                requests.forEach(request -> ids.add(request.getCommittable().transactionalId()));
                assertThat(threadsOf(topic)).hasSizeLessThanOrEqualTo(5);
            }
        }

        assertThat(ids).hasSizeLessThanOrEqualTo(3);
        // FLINK-10455: no producer is left when the writer is closed.
        assertThat(threadsOf(topic)).isEmpty();
        assertThat(visible(topic)).containsExactlyElementsOf(written);
    }

    /** FLINK-8086: a transaction that the brokers aborted is lost, which is never taken for committed before. */
    @Test
    void aPreparedTransactionThatTimedOutFailsTheJobUnlessItWasToldToGoOn() throws Exception {
        String topic = BROKER.newTopic(1);
        KafkaSinkBuilder<String> builder = exactlyOnce(topic).setProperty("transaction.timeout.ms", "500");
        KafkaSink<String> sink = builder.build();
        Checkpoint prepared;
        try (HandDrivenSink run = HandDrivenSink.start(sink)) {
            run.write("lost");
            prepared = run.checkpoint(1);
            RealBroker.await(() -> BROKER.openTransactions(topic), List::isEmpty);

            assertThat(run.commit(prepared)).singleElement().satisfies(request -> {
                assertThat(request.outcome()).isEqualTo("failed");
                assertThat(request.reason())
                        .hasMessageContaining(topic + "-0-")
                        .hasMessageContaining("are lost")
                        .hasMessageContaining("transaction.timeout.ms");
            });
        }
        assertThat(HandDrivenSink.commitElsewhere(sink, prepared))
                .singleElement()
                .satisfies(request -> assertThat(request.outcome()).isEqualTo("failed"));
        assertThat(HandDrivenSink.commitElsewhere(
                        builder.setProperty("lost.transactions", "log").build(), prepared))
                .singleElement()
                .satisfies(request -> assertThat(request.outcome()).isEqualTo("given up"));
        assertThat(BROKER.committed(topic)).isEmpty();
    }

    @Test
    void aTransactionTimeoutAboveTheBrokersMaximumIsRefusedWithBothNumbers() throws Exception {
        String topic = BROKER.newTopic(1);

        assertThatThrownBy(() -> HandDrivenSink.start(exactlyOnce(topic)
                        .setProperty("transaction.timeout.ms", "900001")
                        .build()))
                .hasMessageContaining("transaction.timeout.ms of the sink is 900001")
                .hasMessageContaining("at most 900000 ms")
                .hasCauseInstanceOf(SuppressRestartsException.class);
    }

    @Test
    void aSettingThatTheProducerDoesNotTakeIsRefusedForGood() throws Exception {
        String topic = BROKER.newTopic(1);

        assertThatThrownBy(() -> HandDrivenSink.start(exactlyOnce(topic)
                        .setProperty("transaction.timeout.ms", "9999999999")
                        .build()))
                .hasMessageContaining("Invalid value 9999999999 for configuration transaction.timeout.ms")
                .hasCauseInstanceOf(SuppressRestartsException.class);
    }

    /** FLINK-37380, FLINK-11654: two sinks with one prefix are told from their own failures. */
    @Test
    void aSecondSinkWithTheSamePrefixIsToldAbout() throws Exception {
        String topic = BROKER.newTopic(1);
        KafkaSink<String> sink = exactlyOnce(topic).build();
        try (HandDrivenSink first = HandDrivenSink.start(sink)) {
            first.write("a");
            first.flush();
            try (HandDrivenSink second = HandDrivenSink.start(sink)) {
                assertThatThrownBy(() -> {
                            first.write("b");
                            first.checkpoint(1);
                        })
                        .hasMessageContaining("prefix");
                second.write("c");
                assertCommitted(second.commit(second.checkpoint(1)));
            }
        }
        assertThat(visible(topic)).containsExactly("c");
    }

    private static void assertCommitted(List<RecordingRequest> requests) {
        assertThat(requests)
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.outcome()).isEqualTo("committed"));
    }

    /** The threads of Kafka's clients of a sink whose prefix is that topic. */
    private static List<String> threadsOf(String topic) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains(topic + "-"))
                .toList();
    }

    /** Markers of commits are written asynchronously: waits until no committed transaction is on its way. */
    private static List<String> visible(String topic) throws Exception {
        RealBroker.await(() -> BROKER.completingTransactions(topic), List::isEmpty);
        return BROKER.committed(topic);
    }
}
