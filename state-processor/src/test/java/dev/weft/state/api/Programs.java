package dev.weft.state.api;

import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.configuration.Configuration;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.util.Collector;
import java.util.List;
import java.util.Map;

/** Programs whose state tests read and make. */
final class Programs {

    static final int MAX_PARALLELISM = 16;

    static final ValueStateDescriptor<Long> COUNT = new ValueStateDescriptor<>("count", Types.LONG);
    static final ListStateDescriptor<String> SEEN = new ListStateDescriptor<>("seen", Types.STRING);
    static final ListStateDescriptor<Long> SPLIT = new ListStateDescriptor<>("split", Types.LONG);
    static final ListStateDescriptor<Long> UNION = new ListStateDescriptor<>("union", Types.LONG);
    static final MapStateDescriptor<String, Long> RULES = new MapStateDescriptor<>("rules", Types.STRING, Types.LONG);

    private Programs() {}

    static StreamExecutionEnvironment environment(String backend, Map<String, String> more) {
        Configuration settings = new Configuration();
        settings.setString("state.backend.type", backend);
        settings.setString("pipeline.max-parallelism", "" + MAX_PARALLELISM);
        more.forEach(settings::setString);
        return StreamExecutionEnvironment.createLocalEnvironment(2, settings);
    }

    static StreamExecutionEnvironment batch(String backend) {
        StreamExecutionEnvironment env = environment(backend, Map.of());
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        return env;
    }

    /** What each operator of a job that goes on from a savepoint finds in its state, for the words that it gets. */
    static List<String> goOn(String backend, String savepoint, List<String> words) throws Exception {
        StreamExecutionEnvironment env = environment(backend, Map.of("execution.state-recovery.path", savepoint));
        DataStream<String> stream =
                env.fromData(Types.STRING, words.toArray(String[]::new)).uid("words");
        DataStream<String> counted =
                stream.keyBy(word -> word).process(new Counting()).uid("counts");
        DataStream<String> lists = stream.global()
                .map(new Remembering())
                .returns(Types.STRING)
                .setParallelism(1)
                .uid("lists");
        DataStream<String> ruled = stream.connect(
                        env.fromData(Types.STRING, "none").uid("rules source").broadcast(RULES))
                .process(new Ruled())
                .returns(Types.STRING)
                .uid("rules");
        return counted.union(lists, ruled).executeAndCollect(1000);
    }

    /** Counts words, and shows the time of a restored timer. */
    static final class Counting extends KeyedProcessFunction<String, String, String> {

        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(COUNT);
        }

        @Override
        public void processElement(String word, Context context, Collector<String> out) throws Exception {
            count.update(count.value() == null ? 1 : count.value() + 1);
            out.collect(word + "=" + count.value());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
            out.collect(context.getCurrentKey() + "@" + timestamp);
        }
    }

    /** Shows its lists with the first word. */
    static final class Remembering extends RichMapFunction<String, String> implements CheckpointedFunction {

        private static final long serialVersionUID = 1L;

        private transient ListState<Long> split;
        private transient ListState<Long> union;
        private transient boolean shown;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            split = context.getOperatorStateStore().getListState(SPLIT);
            union = context.getOperatorStateStore().getUnionListState(UNION);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public String map(String word) throws Exception {
            if (shown) {
                return "";
            }
            shown = true;
            return "lists " + sum(split) + " " + sum(union);
        }

        private static long sum(ListState<Long> state) throws Exception {
            long sum = 0;
            for (long each : state.get()) {
                sum += each;
            }
            return sum;
        }
    }

    /** Shows the rule for each word. */
    static final class Ruled extends BroadcastProcessFunction<String, String, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String word, ReadOnlyContext context, Collector<String> out) throws Exception {
            Long rule = context.getBroadcastState(RULES).get(word);
            if (rule != null) {
                out.collect("rule " + word + "=" + rule);
            }
        }

        @Override
        public void processBroadcastElement(String rule, Context context, Collector<String> out) {}
    }

    static DataStream<Tuple2<String, Long>> pairs(StreamExecutionEnvironment env, Map<String, Long> pairs) {
        return env.fromData(
                pairs.entrySet().stream()
                        .map(entry -> Tuple2.of(entry.getKey(), entry.getValue()))
                        .toList(),
                Types.TUPLE(Types.STRING, Types.LONG));
    }
}
