package dev.weft.it.programs;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.connector.base.DeliveryGuarantee;
import dev.weft.connector.file.sink.FileSink;
import dev.weft.connector.kafka.sink.KafkaRecordSerializationSchema;
import dev.weft.connector.kafka.sink.KafkaSink;
import dev.weft.connector.kafka.source.KafkaSource;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.core.fs.Path;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.util.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The job of the fault campaign: counts and sums the numbers of a Kafka topic by key in windows of event time, and writes each
 * result to another topic and into files, exactly once both. A number is its own timestamp.
 *
 * <p>Arguments: brokers, input topic, output topic, directory of the files, directory of the points at which tasks stop.
 */
public final class WindowSums {

    public static final int KEYS = 6;
    public static final long WINDOW = 600;

    private static final long POLL_NS = 2_000_000;

    private WindowSums() {}

    /**
     * Points at which a task stops while a file {@code <operator>-<point>-<subtask>} is in a local directory. It writes the id of its
     * process into the same file with the ending {@code .here} meanwhile, so that the process can be killed at that very point.
     */
    private static final class Points extends RichMapFunction<String, String>
            implements CheckpointedFunction, CheckpointListener {
        private static final long serialVersionUID = 1L;

        private final String directory;
        private final String operator;
        private transient ListState<Long> mapped;
        private long count;
        private boolean flushed;

        Points(String directory, String operator) {
            this.directory = directory;
            this.operator = operator;
        }

        @Override
        public String map(String value) {
            count++;
            flushed |= isPartial(value);
            return value;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            mapped.update(List.of(count));
            pass(flushed ? "flushed" : "snapshot");
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            mapped = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("mapped", Types.LONG));
            if (context.isRestored()) {
                pass("restore");
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) throws Exception {
            pass("notify");
        }

        @Override
        public void close() throws Exception {
            pass("close");
        }

        /** Whether this is the line of a window that has fired before its time came, as when the job is drained. */
        private static boolean isPartial(String value) {
            String[] fields = value.split(" ");
            return fields.length > 1 && Long.parseLong(fields[2]) < WINDOW / KEYS;
        }

        private void pass(String point) throws IOException {
            String name = operator + "-" + point + "-" + getRuntimeContext().getIndexOfThisSubtask();
            java.nio.file.Path armed = java.nio.file.Path.of(directory, name);
            if (Files.exists(armed)) {
                java.nio.file.Path written = java.nio.file.Path.of(directory, name + ".pid");
                Files.writeString(written, Long.toString(ProcessHandle.current().pid()));
                Files.move(
                        written, java.nio.file.Path.of(directory, name + ".here"), StandardCopyOption.REPLACE_EXISTING);
                while (Files.exists(armed)) {
                    LockSupport.parkNanos(POLL_NS);
                }
            }
        }
    }

    /** Count and sum of a window's numbers. */
    private static final class CountAndSum implements AggregateFunction<Long, Tuple2<Long, Long>, Tuple2<Long, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public Tuple2<Long, Long> createAccumulator() {
            return Tuple2.of(0L, 0L);
        }

        @Override
        public Tuple2<Long, Long> add(Long number, Tuple2<Long, Long> sum) {
            return Tuple2.of(sum.f0 + 1, sum.f1 + number);
        }

        @Override
        public Tuple2<Long, Long> getResult(Tuple2<Long, Long> sum) {
            return sum;
        }

        @Override
        public Tuple2<Long, Long> merge(Tuple2<Long, Long> one, Tuple2<Long, Long> other) {
            return Tuple2.of(one.f0 + other.f0, one.f1 + other.f1);
        }
    }

    /** A line with the window's start, the key, count and sum. */
    private static final class Line extends ProcessWindowFunction<Tuple2<Long, Long>, String, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Long key, Context context, Iterable<Tuple2<Long, Long>> sums, Collector<String> out) {
            for (Tuple2<Long, Long> sum : sums) {
                out.collect(context.window().getStart() + " " + key + " " + sum.f0 + " " + sum.f1);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        String servers = args[0];
        String points = args[4];
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        KafkaSource<String> numbers = KafkaSource.<String>builder()
                .setBootstrapServers(servers)
                .setTopics(args[1])
                .setGroupId("window-sums")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();
        DataStream<String> sums = env.fromSource(
                        numbers,
                        WatermarkStrategy.<String>forMonotonousTimestamps()
                                .withTimestampAssigner((number, timestamp) -> Long.parseLong(number)),
                        "numbers")
                .uid("numbers")
                .map(new Points(points, "source"))
                .uid("source-points")
                .map(Long::parseLong)
                .returns(Types.LONG)
                .keyBy(number -> number % KEYS)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW)))
                .aggregate(new CountAndSum(), new Line())
                .uid("windows")
                .map(new Points(points, "window"))
                .uid("window-points");
        sums.sinkTo(KafkaSink.<String>builder()
                        .setBootstrapServers(servers)
                        .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                                .setTopic(args[2])
                                .setValueSerializationSchema(new SimpleStringSchema())
                                .build())
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix("window-sums")
                        .build())
                .uid("topic");
        sums.sinkTo(FileSink.<String>forRowFormat(new Path(args[3]), new SimpleStringEncoder<>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build())
                .uid("files");
        env.execute("window sums");
    }
}
