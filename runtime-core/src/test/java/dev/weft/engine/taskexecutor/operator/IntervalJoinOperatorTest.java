package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.configuration.Configuration;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.testing.FakeTask;
import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.co.ProcessJoinFunction;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalJoinOperatorTest {

    private static final OutputTag<String> LATE_LEFT = new OutputTag<>("late-left", Types.STRING);
    private static final OutputTag<String> LATE_RIGHT = new OutputTag<>("late-right", Types.STRING);
    private static final OutputTag<String> SIDE = new OutputTag<>("side", Types.STRING);

    private final RecordingReceiver main = new RecordingReceiver();
    private final RecordingReceiver lateLeft = new RecordingReceiver();
    private final RecordingReceiver lateRight = new RecordingReceiver();
    private final RecordingReceiver side = new RecordingReceiver();
    private Operators.Built built;

    private static final class Pairs extends ProcessJoinFunction<String, String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String left, String right, Context context, Collector<String> out) {
            out.collect(left + "+" + right);
            context.output(SIDE, context.getLeftTimestamp() + "/" + context.getRightTimestamp());
        }
    }

    private IntervalJoinOperator open(long lowerMs, long upperMs) {
        return open(lowerMs, upperMs, OperatorPieces.NONE);
    }

    private IntervalJoinOperator open(long lowerMs, long upperMs, OperatorPieces restored) {
        KeySelector<Object, Object> firstLetter = v -> ((String) v).substring(0, 1);
        Keying keying = Keying.of(firstLetter, Types.STRING);
        Operators.Position position = new Operators.Position(
                FakeTask.OPERATOR, 0, "op", List.of(keying, keying), List.of(Types.STRING, Types.STRING));
        FakeTask task = new FakeTask(FakeTask.Place.ALONE, false, new ExecutionConfig(), new Configuration(), restored);
        built = new Operators(task)
                .build(
                        new Operation.IntervalJoin(
                                new Pairs(), lowerMs, upperMs, Optional.of(LATE_LEFT), Optional.of(LATE_RIGHT)),
                        position,
                        new Emitter(main, Map.of("late-left", lateLeft, "late-right", lateRight, "side", side)));
        built.open();
        return (IntervalJoinOperator) built.operator();
    }

    /** Saves the operator's state and goes on with another one that begins with it. */
    private IntervalJoinOperator replaced(long lowerMs, long upperMs) {
        OperatorPieces saved;
        try (OperatorSnapshot snapshot = built.snapshot(1, 1)) {
            saved = snapshot.write(new MemorySnapshotStore());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open(lowerMs, upperMs, saved);
    }

    private static void watermark(Operator join, long timestamp) {
        join.input(0).watermark(timestamp);
        join.input(1).watermark(timestamp);
    }

    @Test
    void pairsOfEqualKeysWithinTheBoundsMeetWhicheverComesFirst() {
        Operator join = open(-2, 3);
        join.input(0).record("a1", 10);
        join.input(1).record("a2", 8);
        join.input(1).record("a3", 13);
        join.input(1).record("a4", 7);
        join.input(1).record("a5", 14);
        join.input(1).record("b6", 10);
        join.input(0).record("b7", 12);
        join.input(0).record("b8", 13);
        assertThat(main.seen).containsExactly("a1+a2@10", "a1+a3@13", "b7+b6@12");
        assertThat(side.seen).containsExactly("10/8@10", "10/13@13", "12/10@12");
    }

    @Test
    void lateRecordsGoToTheirSideOutputsAndMeetNobody() {
        Operator join = open(-5, 5);
        join.input(1).record("a1", 20);
        watermark(join, 18);
        join.input(0).record("a2", 17);
        join.input(0).record("a3", 18);
        join.input(1).record("a4", 3);
        assertThat(main.seen).containsExactly("w18", "a3+a1@20");
        assertThat(lateLeft.seen).contains("a2@17");
        assertThat(lateRight.seen).contains("a4@3");
    }

    @Test
    void whatNobodyCanMatchAnyMoreIsForgotten() {
        IntervalJoinOperator join = open(0, 10);
        for (int i = 0; i < 1000; i++) {
            join.input(0).record("a" + i, i);
            join.input(1).record("a" + i, i);
            watermark(join, i - 5);
            assertThat(join.buckets()).isLessThan(12);
        }
        watermark(join, Long.MAX_VALUE);
        assertThat(join.buckets()).isZero();
    }

    @Test
    void negativeAndFarTimestampsMeetToo() {
        Operator join = open(-2, 2);
        long end = Long.MAX_VALUE;
        long begin = Long.MIN_VALUE + 1;
        join.input(0).record("a1", end);
        join.input(1).record("a2", end - 2);
        join.input(1).record("a3", end - 3);
        join.input(0).record("b1", begin);
        join.input(1).record("b2", begin + 2);
        join.input(1).record("b3", begin + 3);
        join.input(0).record("c1", -1);
        join.input(1).record("c2", 1);
        join.input(1).record("c3", 2);
        assertThat(main.seen).containsExactly("a1+a2@" + end, "b1+b2@" + (begin + 2), "c1+c2@1");
        watermark(join, Long.MAX_VALUE - 1);
    }

    @Test
    void aRecordWithoutATimestampIsRefused() {
        Operator join = open(-2, 2);
        assertThatThrownBy(() -> join.input(0).record("a1", Batch.NO_TIMESTAMP))
                .hasStackTraceContaining("an interval join needs timestamps, but this record has none: a1");
    }

    @Test
    void boundsThatJoinNothingAreRefused() {
        assertThatThrownBy(() -> new Operation.IntervalJoin(new Pairs(), 2, 1, Optional.empty(), Optional.empty()))
                .hasMessage("an interval join from 2 ms to 1 ms joins nothing: its lower bound must not be above its"
                        + " upper bound");
    }

    private record Event(int gate, String value, long timestamp) {}

    @Test
    void anyDisorderGivesThePairsOfTheModel() {
        for (int seed = 0; seed < 200; seed++) {
            checkAgainstModel(new Random(seed));
        }
    }

    /** The model remembers every record that is not late and compares each new one with all. */
    private void checkAgainstModel(Random random) {
        main.seen.clear();
        lateLeft.seen.clear();
        lateRight.seen.clear();
        long lower = random.nextInt(41) - 25;
        long upper = lower + random.nextInt(30);
        IntervalJoinOperator join = open(lower, upper);
        List<Event> kept = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        List<String> late = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        long base = random.nextBoolean() ? -200 : 1_000_000_000_000L;
        for (int i = 0; i < 150; i++) {
            long timestamp = base + i * 2 + random.nextInt(40) - 30;
            if (random.nextInt(40) == 0) {
                join = replaced(lower, upper);
                watermark(join, watermark);
            }
            Event event = new Event(random.nextInt(2), "abc".charAt(random.nextInt(3)) + "" + i, timestamp);
            join.input(event.gate()).record(event.value(), timestamp);
            if (timestamp < watermark) {
                late.add(event.value() + "@" + timestamp);
            } else {
                kept.forEach(other -> pair(event, other, lower, upper, pairs));
                kept.add(event);
            }
            if (random.nextInt(4) == 0) {
                watermark = Math.max(watermark, base + i * 2 - random.nextInt(20));
                watermark(join, watermark);
            }
        }
        assertThat(main.seen.stream().filter(line -> !line.startsWith("w"))).containsExactlyInAnyOrderElementsOf(pairs);
        List<String> seenLate = new ArrayList<>(lateLeft.seen);
        seenLate.addAll(lateRight.seen);
        assertThat(seenLate.stream().filter(line -> !line.startsWith("w"))).containsExactlyInAnyOrderElementsOf(late);
        watermark(join, Long.MAX_VALUE);
        assertThat(join.buckets()).isZero();
    }

    private static void pair(Event one, Event other, long lower, long upper, List<String> pairs) {
        if (one.gate() == other.gate() || one.value().charAt(0) != other.value().charAt(0)) {
            return;
        }
        Event left = one.gate() == 0 ? one : other;
        Event right = one.gate() == 0 ? other : one;
        long distance = right.timestamp() - left.timestamp();
        if (distance >= lower && distance <= upper) {
            pairs.add(left.value() + "+" + right.value() + "@" + Math.max(left.timestamp(), right.timestamp()));
        }
    }
}
