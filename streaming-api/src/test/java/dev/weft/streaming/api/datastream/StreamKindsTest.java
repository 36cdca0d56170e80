package dev.weft.streaming.api.datastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramNode;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.async.AsyncFunction;
import dev.weft.streaming.api.functions.async.ResultFuture;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.ProcessJoinFunction;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.util.retryable.AsyncRetryStrategies;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What broadcast, joined, asynchronous, looped and reinterpreted streams become in a program. */
final class StreamKindsTest {
    private static final MapStateDescriptor<String, Long> RULES =
            new MapStateDescriptor<>("rules", Types.STRING, Types.LONG);

    private final StreamExecutionEnvironment env = new StreamExecutionEnvironment();
    private final DataStream<Long> numbers = env.fromSequence(1, 9);

    private Program program() {
        return env.getStreamGraph().program();
    }

    private ProgramNode lastNode() {
        List<ProgramNode> nodes = program().nodes();
        return nodes.get(nodes.size() - 1);
    }

    /** The operation as it arrives in another process. */
    private static Operation travelled(Operation operation) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(operation);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Operation) in.readObject();
        }
    }

    private static final class Joining extends ProcessJoinFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long left, Long right, Context context, Collector<String> out) {
            out.collect(left + "+" + right);
        }
    }

    @Test
    void anIntervalJoinKeepsItsBoundsAndTagsOnItsWay() throws Exception {
        KeyedStream<Long, Long> keyed = numbers.keyBy(number -> number % 2);
        keyed.intervalJoin(keyed)
                .between(Duration.ofMillis(-5), Duration.ofMillis(7))
                .lowerBoundExclusive()
                .upperBoundExclusive()
                .sideOutputLeftLateData(new OutputTag<>("late", Types.LONG))
                .process(new Joining());

        ProgramNode node = lastNode();

        Operation.IntervalJoin join = (Operation.IntervalJoin) travelled(node.operation());
        assertThat(join.lowerMs()).isEqualTo(-4);
        assertThat(join.upperMs()).isEqualTo(6);
        assertThat(join.lateLeft().map(OutputTag::getId)).contains("late");
        assertThat(join.lateRight()).isEmpty();
        assertThat(node.outputType()).isEqualTo(Optional.of(Types.STRING));
        assertThat(node.inputs())
                .allSatisfy(input -> assertThat(input.partitioning()).isInstanceOf(Partitioning.KeyGroups.class));
    }

    @Test
    void anIntervalJoinNeedsEventTimeBoundsInOrderAndKeysOfOneType() {
        KeyedStream<Long, Long> keyed = numbers.keyBy(number -> number % 2);
        assertThatThrownBy(() -> keyed.intervalJoin(keyed)
                        .inProcessingTime()
                        .between(Time.milliseconds(1), Time.milliseconds(2)))
                .isInstanceOf(UnsupportedTimeCharacteristicException.class)
                .hasMessageContaining("cannot run in processing time");
        assertThatThrownBy(() -> keyed.intervalJoin(keyed)
                        .between(Duration.ofMillis(3), Duration.ofMillis(3))
                        .lowerBoundExclusive()
                        .process(new Joining()))
                .hasMessageContaining("an interval join from 4 ms to 3 ms joins nothing");
    }

    private static final class Looking extends BroadcastProcessFunction<Long, String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long value, ReadOnlyContext context, Collector<String> out) {}

        @Override
        public void processBroadcastElement(String value, Context context, Collector<String> out) {}
    }

    private static final class KeyedLooking extends KeyedBroadcastProcessFunction<Long, Long, String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long value, ReadOnlyContext context, Collector<String> out) {}

        @Override
        public void processBroadcastElement(String value, Context context, Collector<String> out) {}
    }

    @Test
    void aBroadcastStreamGoesToEveryInstanceOfItsReader() throws Exception {
        BroadcastStream<String> rules = env.fromData("a").broadcast(RULES);
        numbers.connect(rules).process(new Looking());

        ProgramNode node = lastNode();

        Operation.BroadcastProcess process = (Operation.BroadcastProcess) travelled(node.operation());
        assertThat(process.states().get(0).getName()).isEqualTo("rules");
        assertThat(node.inputsOfGate(1).get(0).partitioning()).isInstanceOf(Partitioning.Broadcast.class);
        assertThat(node.outputType()).isEqualTo(Optional.of(Types.STRING));
    }

    @Test
    void theBroadcastFunctionMustFitWhetherTheStreamIsKeyed() throws Exception {
        BroadcastStream<String> rules = env.fromData("a").broadcast(RULES);
        numbers.keyBy(number -> number).connect(rules).process(new KeyedLooking());
        assertThat(travelled(lastNode().operation()).isKeyed()).isTrue();
        assertThatThrownBy(() -> numbers.connect(rules).process(new KeyedLooking()))
                .hasMessageContaining("call keyBy(...) before connect(...)");
        assertThatThrownBy(() -> numbers.keyBy(number -> number).connect(rules).process(new Looking()))
                .hasMessageContaining("a keyed stream needs a KeyedBroadcastProcessFunction");
        assertThatThrownBy(() -> env.fromData("a").broadcast(RULES, RULES))
                .hasMessageContaining("two broadcast states of one stream are named 'rules'");
    }

    private static final class Asking implements AsyncFunction<Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void asyncInvoke(Long input, ResultFuture<String> future) {
            future.complete(List.of(input.toString()));
        }
    }

    @Test
    void anAsyncFunctionKeepsItsOrderTimeAndRetries() throws Exception {
        AsyncRetryStrategies.FixedDelayRetryStrategy<String> retry =
                new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<String>(2, 10).build();
        AsyncDataStream.unorderedWaitWithRetry(numbers, new Asking(), 3, TimeUnit.SECONDS, 7, retry);

        ProgramNode node = lastNode();

        Operation.AsyncWait wait = (Operation.AsyncWait) travelled(node.operation());
        assertThat(wait.ordered()).isFalse();
        assertThat(wait.timeoutMs()).isEqualTo(3000);
        assertThat(wait.capacity()).isEqualTo(7);
        assertThat(wait.retry().canRetry(2)).isTrue();
        assertThat(wait.retry().canRetry(3)).isFalse();
        assertThat(node.outputType()).isEqualTo(Optional.of(Types.STRING));
    }

    @Test
    void anAsyncFunctionThatIsTriedAgainNeedsATimeout() {
        AsyncRetryStrategies.FixedDelayRetryStrategy<String> retry =
                new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<String>(2, 10).build();
        assertThatThrownBy(
                        () -> AsyncDataStream.orderedWaitWithRetry(numbers, new Asking(), 0, TimeUnit.SECONDS, retry))
                .hasMessageContaining("it must be above 0, since it bounds all tries");
        assertThatThrownBy(() -> new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<String>(0, 10))
                .hasMessageContaining("the number of tries of a retry strategy is 0");
    }

    @Test
    void aGrowingDelayStaysBelowItsLimit() {
        AsyncRetryStrategies.ExponentialBackoffDelayRetryStrategy<String> retry =
                new AsyncRetryStrategies.ExponentialBackoffDelayRetryStrategyBuilder<String>(9, 10, 65, 2).build();
        assertThat(List.of(
                        retry.getBackoffTimeMillis(1),
                        retry.getBackoffTimeMillis(2),
                        retry.getBackoffTimeMillis(3),
                        retry.getBackoffTimeMillis(4),
                        retry.getBackoffTimeMillis(9)))
                .containsExactly(10L, 20L, 40L, 65L, 65L);
    }

    @Test
    void bothEndsOfAnIterationShareSlots() {
        IterativeStream<Long> loop = numbers.iterate(100);
        SingleOutputStreamOperator<Long> step =
                loop.map(number -> number / 2).returns(Types.LONG).slotSharingGroup("other");
        loop.closeWith(step);

        Program program = program();

        ProgramNode head = program.nodes().stream()
                .filter(node -> node.operation() instanceof Operation.IterationHead)
                .findFirst()
                .orElseThrow();
        ProgramNode tail = program.nodes().stream()
                .filter(node -> node.operation() instanceof Operation.IterationTail)
                .findFirst()
                .orElseThrow();
        assertThat(tail.slotSharingGroup()).isEqualTo(head.slotSharingGroup());
        assertThat(tail.parallelism()).isEqualTo(head.parallelism());
        assertThatThrownBy(() -> numbers.iterate(-1)).hasMessageContaining("the longest wait of an iteration is -1 ms");
    }

    @Test
    void aReinterpretedStreamIsKeyedButStaysWhereItIs() {
        DataStreamUtils.reinterpretAsKeyedStream(numbers, number -> number % 3).reduce(Long::sum);

        ProgramNode node = lastNode();

        assertThat(node.inputs().get(0).partitioning()).isInstanceOf(Partitioning.KeyedForward.class);
        assertThat(node.inputs().get(0).partitioning().label()).isEqualTo("FORWARD");
    }

    @Test
    void collectedStreamsEndInSinksOfTheirOwn() {
        assertThatThrownBy(() -> new DataStream.Collector<Long>().getOutput())
                .hasMessageContaining("give it to collectAsync first");
        numbers.collectAsync();
        numbers.collectAsync();
        assertThat(program().nodes().stream()
                        .filter(node -> node.operation() instanceof Operation.Collect)
                        .map(ProgramNode::operation))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }
}
