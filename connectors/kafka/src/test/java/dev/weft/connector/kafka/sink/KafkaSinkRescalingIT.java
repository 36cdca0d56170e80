package dev.weft.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.configuration.Configuration;
import dev.weft.connector.base.DeliveryGuarantee;
import dev.weft.connector.kafka.RealBroker;
import dev.weft.connector.kafka.source.KafkaSource;
import dev.weft.core.execution.JobClient;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jobs that end while each of their sinks has a prepared transaction that is not committed, and go on with more and with fewer
 * sinks.
 */
@Timeout(120)
final class KafkaSinkRescalingIT {

    @RegisterExtension
    static final RealBroker BROKER = new RealBroker();

    private static final int PARTITIONS = 6;

    private static volatile boolean failing;

    @TempDir
    private Path directory;

    private final List<String> written = new ArrayList<>();
    private String input;
    private String output;
    private int runs;

    /** How a run ends. */
    private enum End {
        FAILURE,
        CANCELLATION,
        SAVEPOINT,
        STOP
    }

    @BeforeEach
    void topics() throws Exception {
        failing = false;
        input = BROKER.newTopic(PARTITIONS);
        output = BROKER.newTopic(2);
    }

    /** FLINK-29509, FLINK-29512, FLINK-29627: every prepared transaction is committed once, by whichever sink has got it. */
    @ParameterizedTest
    @EnumSource
    void everyRecordIsReadOnceAfterPreparedTransactionsHaveMovedToMoreAndThenToFewerSinks(End end) throws Exception {
        String from = "";
        for (int parallelism : new int[] {2, 3, 2}) {
            from = runAndEnd(parallelism, from, end);
        }

        JobClient last = start(1, from);
        RealBroker.await(HeldBackSink::writers, writers -> writers == 1);
        HeldBackSink.become(HeldBackSink.Commits.LET_THROUGH);
        write("last");
        List<String> visible =
                RealBroker.await(() -> BROKER.committed(output), records -> records.size() >= written.size());
        assertThat(visible).containsExactlyInAnyOrderElementsOf(written);
        last.stopWithSavepoint(false, directory.toUri().toString()).get(30, TimeUnit.SECONDS);
        last.getJobExecutionResult().get(30, TimeUnit.SECONDS);

        RealBroker.await(() -> BROKER.completingTransactions(output), List::isEmpty);
        assertThat(BROKER.openTransactions(output)).isEmpty();
        assertThat(BROKER.committed(output)).containsExactlyInAnyOrderElementsOf(written);
    }

    /** Runs until every sink has a prepared transaction in a complete checkpoint; returns what to go on from. */
    private String runAndEnd(int parallelism, String from, End end) throws Exception {
        JobClient run = start(parallelism, from);
        write("run " + runs);
        RealBroker.await(HeldBackSink::subtasksThatHoldBack, subtasks -> subtasks == parallelism);
        Path states = directory.resolve("savepoint-" + runs);
        switch (end) {
            case FAILURE -> {
                failing = true;
                write("not in the checkpoint of run " + runs);
                assertThatThrownBy(() -> run.getJobExecutionResult().get(30, TimeUnit.SECONDS))
                        .hasStackTraceContaining("the function is to fail");
            }
            case CANCELLATION -> cancel(run);
            case SAVEPOINT -> {
                run.triggerSavepoint(states.toUri().toString()).get(30, TimeUnit.SECONDS);
                cancel(run);
            }
            case STOP -> {
                HeldBackSink.become(HeldBackSink.Commits.FAIL);
                assertThatThrownBy(() -> run.stopWithSavepoint(
                                        false, states.toUri().toString())
                                .get(30, TimeUnit.SECONDS))
                        .hasStackTraceContaining("is complete, but the job did not stop");
                assertThatThrownBy(() -> run.getJobExecutionResult().get(30, TimeUnit.SECONDS))
                        .hasStackTraceContaining("the commit is to fail");
            }
        }
        return latestBelow(end == End.SAVEPOINT || end == End.STOP ? states : directory.resolve("checkpoints-" + runs));
    }

    private static void cancel(JobClient run) throws Exception {
        run.cancel().get(30, TimeUnit.SECONDS);
        assertThatThrownBy(() -> run.getJobExecutionResult().get(30, TimeUnit.SECONDS))
                .hasStackTraceContaining("cancel");
    }

    private JobClient start(int parallelism, String from) throws Exception {
        runs++;
        failing = false;
        HeldBackSink.startOfRun();
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.interval", "100 ms");
        settings.setString(
                "execution.checkpointing.dir",
                directory.resolve("checkpoints-" + runs).toUri().toString());
        settings.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        settings.setString("restart-strategy.type", "none");
        settings.setString("pipeline.max-parallelism", "8");
        if (!from.isEmpty()) {
            settings.setString("execution.state-recovery.path", from);
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
        environment
                .fromSource(source(), WatermarkStrategy.noWatermarks(), "input")
                .uid("input")
                .map(KafkaSinkRescalingIT::failWhenTold)
                .uid("map")
                .sinkTo(new HeldBackSink(sink()))
                .uid("output");
        return environment.executeAsync();
    }

    private static String failWhenTold(String record) {
        if (failing) {
            throw new IllegalStateException("the function is to fail");
        }
        return record;
    }

    private KafkaSource<String> source() {
        return KafkaSource.<String>builder()
                .setBootstrapServers(BROKER.servers())
                .setTopics(input)
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();
    }

    private KafkaSink<String> sink() {
        return KafkaSink.<String>builder()
                .setBootstrapServers(BROKER.servers())
                .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(output)
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(output)
                .build();
    }

    /** Writes records to each partition of the input. */
    private void write(String name) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String[] records = {name + ", " + partition + " a", name + ", " + partition + " b"};
            BROKER.write(input, partition, records);
            written.addAll(List.of(records));
        }
    }

    /** The checkpoint or savepoint whose metadata is the youngest. */
    private static String latestBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow()
                    .getParent()
                    .toUri()
                    .toString();
        }
    }
}
