package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.testing.FakeTask;
import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.async.AsyncFunction;
import dev.weft.streaming.api.functions.async.AsyncRetryStrategy;
import dev.weft.streaming.api.functions.async.ResultFuture;
import dev.weft.streaming.api.functions.async.RichAsyncFunction;
import dev.weft.streaming.util.retryable.AsyncRetryStrategies;
import dev.weft.streaming.util.retryable.RetryPredicates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncWaitOperatorTest {

    private final RecordingReceiver main = new RecordingReceiver();
    private FakeTask task = new FakeTask(false);
    private long nowMs;
    private Operators.Built built;
    private final Asking asking = new Asking();

    /** Remembers what it was asked, in order; the test answers. */
    private static class Asking implements AsyncFunction<String, String> {
        private static final long serialVersionUID = 1L;
        final transient List<String> asked = new ArrayList<>();
        final transient List<ResultFuture<String>> futures = new ArrayList<>();
        transient List<String> substitute;

        @Override
        public void asyncInvoke(String input, ResultFuture<String> future) {
            asked.add(input);
            futures.add(future);
        }

        @Override
        public void timeout(String input, ResultFuture<String> future) throws Exception {
            if (substitute == null) {
                AsyncFunction.super.timeout(input, future);
            } else {
                future.complete(substitute);
            }
        }

        /** Answers one question: the element itself, twice where it ends with 2. */
        void answer(int question) {
            String value = asked.get(question);
            futures.get(question).complete(value.endsWith("2") ? List.of(value, value) : List.of(value));
        }
    }

    private Operator open(boolean ordered, long timeoutMs, int capacity, AsyncRetryStrategy<String> retry) {
        return open(new Operation.AsyncWait(asking, ordered, timeoutMs, capacity, retry));
    }

    private Operator open(Operation operation) {
        Operators.Position position =
                new Operators.Position(FakeTask.OPERATOR, 0, "op", List.of(), List.of(Types.STRING));
        built = new Operators(task).build(operation, position, new Emitter(main, Map.of()));
        built.open();
        return built.operator();
    }

    private Operator open(boolean ordered) {
        return open(ordered, 0, 100, never());
    }

    @SuppressWarnings("unchecked") // it looks at no element
    private static AsyncRetryStrategy<String> never() {
        return (AsyncRetryStrategy<String>) (AsyncRetryStrategy<?>) AsyncRetryStrategies.NO_RETRY_STRATEGY;
    }

    @SuppressWarnings("unchecked") // the predicates look at no element
    private static AsyncRetryStrategy<String> twiceMore() {
        return new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<String>(2, 10)
                .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
                .ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE)
                .build();
    }

    @Test
    void orderedResultsWaitForThoseBeforeThem() {
        Operator async = open(true);
        async.record("a1", 5);
        async.record("b2", 6);
        async.watermark(6);
        async.record("c1", 7);
        asking.answer(2);
        asking.answer(1);
        task.runMails();
        assertThat(main.seen).isEmpty();
        asking.answer(0);
        task.runMails();
        assertThat(main.seen).containsExactly("a1@5", "b2@6", "b2@6", "w6", "c1@7");
    }

    @Test
    void unorderedResultsGoOnAsTheyComeButNotPastAWatermark() {
        Operator async = open(false);
        async.record("a1", 5);
        async.record("b1", 6);
        async.watermark(6);
        async.record("c1", 7);
        asking.answer(1);
        asking.answer(2);
        task.runMails();
        assertThat(main.seen).containsExactly("b1@6");
        asking.answer(0);
        task.runMails();
        assertThat(main.seen).containsExactly("b1@6", "a1@5", "w6", "c1@7");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anyOrderOfAnswersKeepsTheRulesOfOrder(boolean ordered) {
        for (int seed = 0; seed < 300; seed++) {
            checkAgainstModel(ordered, new Random(seed));
        }
    }

    /** The model: results by segment between marks; ordered ones in order, unordered ones in order of their answers. */
    private void checkAgainstModel(boolean ordered, Random random) {
        main.seen.clear();
        asking.asked.clear();
        asking.futures.clear();
        Operator async = open(ordered);
        List<List<String>> segments = new ArrayList<>(List.of(new ArrayList<>()));
        List<List<String>> answered = new ArrayList<>(List.of(new ArrayList<>()));
        List<Integer> segmentOf = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        int steps = 60;
        for (int step = 0; step < steps || !open.isEmpty(); step++) {
            int dice = random.nextInt(10);
            if (step < steps && dice < 4) {
                String value = "r" + segmentOf.size();
                segments.get(segments.size() - 1).add(value + "@" + step);
                open.add(segmentOf.size());
                segmentOf.add(segments.size() - 1);
                async.record(value, step);
            } else if (step < steps && dice == 4) {
                async.watermark(step);
                segments.get(segments.size() - 1).add("w" + step);
                answered.get(answered.size() - 1).add("w" + step);
                segments.add(new ArrayList<>());
                answered.add(new ArrayList<>());
            } else if (!open.isEmpty()) {
                int question = open.remove(random.nextInt(open.size()));
                int segment = segmentOf.get(question);
                String result = segments.get(segment).stream()
                        .filter(line -> line.startsWith("r" + question + "@"))
                        .findFirst()
                        .orElseThrow();
                List<String> into = answered.get(segment);
                boolean closed = segment < segments.size() - 1;
                into.add(closed ? into.size() - 1 : into.size(), result);
                asking.futures.get(question).complete(List.of("r" + question));
                task.runMails();
            }
        }
        async.endOfInput();
        List<String> expected = new ArrayList<>();
        (ordered ? segments : answered).forEach(expected::addAll);
        expected.add("end");
        // marks that follow each other say no more than the last of them
        expected = withoutRepeatedMarks(expected);
        assertThat(withoutRepeatedMarks(main.seen)).isEqualTo(expected);
    }

    private static List<String> withoutRepeatedMarks(List<String> lines) {
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("w")
                    && !kept.isEmpty()
                    && kept.get(kept.size() - 1).startsWith("w")) {
                kept.remove(kept.size() - 1);
            }
            kept.add(line);
        }
        return kept;
    }

    /** Saves the operator's state and goes on with another one that begins with it. */
    private Operator replaced(boolean ordered, int capacity) throws IOException {
        return replaced(new Operation.AsyncWait(asking, ordered, 0, capacity, never()));
    }

    private Operator replaced(Operation operation) throws IOException {
        OperatorPieces saved;
        try (OperatorSnapshot snapshot = built.snapshot(1, 1)) {
            saved = snapshot.write(new MemorySnapshotStore());
        }
        asking.asked.clear();
        asking.futures.clear();
        task = new FakeTask(FakeTask.Place.ALONE, false, new ExecutionConfig(), new Configuration(), saved);
        task.advanceTo(nowMs);
        return open(operation);
    }

    @Test
    void whatWasNotEmittedIsAskedAgainAfterARestore() throws IOException {
        Operator async = open(true);
        async.record("a1", 5);
        async.record("b1", Batch.NO_TIMESTAMP);
        async.record("c1", 7);
        asking.answer(0);
        asking.answer(2);
        task.runMails();
        assertThat(main.seen).containsExactly("a1@5");
        async = replaced(true, 100);
        async.record("d1", 8);
        assertThat(asking.asked).containsExactly("b1", "c1", "d1");
        for (int i = 0; i < 3; i++) {
            asking.answer(i);
        }
        task.runMails();
        assertThat(main.seen).containsExactly("a1@5", "b1", "c1@7", "d1@8");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRecordIsEmittedOnceHoweverOftenTheOperatorIsReplaced(boolean ordered) throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            main.seen.clear();
            asking.asked.clear();
            asking.futures.clear();
            task = new FakeTask(false);
            Operator async = open(ordered);
            List<String> expected = new ArrayList<>();
            List<Integer> open = new ArrayList<>();
            for (int step = 0; step < 80; step++) {
                int dice = random.nextInt(12);
                if (dice < 6) {
                    async.record("r" + step, step);
                    expected.add("r" + step + "@" + step);
                    open.add(asking.asked.size() - 1);
                } else if (dice == 6) {
                    async = replaced(ordered, 100);
                    open.clear();
                    for (int i = 0; i < asking.asked.size(); i++) {
                        open.add(i);
                    }
                } else if (!open.isEmpty()) {
                    int question = open.remove(random.nextInt(open.size()));
                    asking.futures.get(question).complete(List.of(asking.asked.get(question)));
                    task.runMails();
                }
            }
            for (int question : open) {
                asking.futures.get(question).complete(List.of(asking.asked.get(question)));
            }
            task.runMails();
            if (ordered) {
                assertThat(main.seen).isEqualTo(expected);
            } else {
                assertThat(main.seen).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void theInputWaitsWhenTheCapacityIsReached() {
        Operator async = open(true, 0, 2, never());
        async.record("a1", 1);
        async.record("b1", 2);
        task.whileWaiting.add(() -> asking.answer(1));
        task.whileWaiting.add(() -> asking.answer(0));
        async.record("c1", 3);
        assertThat(main.seen).containsExactly("a1@1", "b1@2");
        assertThat(asking.asked).containsExactly("a1", "b1", "c1");
    }

    @Test
    void theEndWaitsForAllAnswers() {
        Operator async = open(false);
        async.record("a1", 1);
        async.watermark(Long.MAX_VALUE);
        task.whileWaiting.add(() -> asking.answer(0));
        async.endOfInput();
        assertThat(main.seen).containsExactly("a1@1", "w" + Long.MAX_VALUE, "end");
    }

    @Test
    void anAnswerThatNeverComesFailsTheTaskWhenItsTimeIsOver() {
        Operator async = open(true, 50, 10, never());
        async.record("a1", 1);
        task.advanceTo(49);
        assertThatThrownBy(() -> task.advanceTo(50))
                .isInstanceOf(UserCodeFailure.class)
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessage(
                        "an asynchronous call was not answered in time: raise the timeout of 50 ms that AsyncDataStream"
                                + " was given, or override timeout() to give a substitute");
    }

    @Test
    void anAnswerThatNeverComesIsNoticedAlsoWhileTheInputWaits() {
        Operator async = open(true, 50, 1, never());
        async.record("a1", 1);
        assertThatThrownBy(() -> async.record("b1", 2)).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void theFunctionMayGiveASubstituteWhenTimeIsOver() {
        asking.substitute = List.of("late");
        Operator async = open(true, 50, 10, never());
        async.record("a1", 1);
        task.advanceTo(20);
        async.record("b1", 2);
        task.advanceTo(50);
        assertThat(main.seen).containsExactly("late@1");
        asking.answer(0);
        asking.answer(1);
        task.runMails();
        assertThat(main.seen).containsExactly("late@1", "b1@2");
    }

    @Test
    void theFirstAnswerCounts() {
        Operator async = open(true);
        async.record("a1", 1);
        asking.futures.get(0).complete(List.of("first"));
        asking.futures.get(0).complete(List.of("second"));
        asking.futures.get(0).completeExceptionally(new IllegalStateException("third"));
        task.runMails();
        assertThat(main.seen).containsExactly("first@1");
    }

    @Test
    void anAnswerOnTheSpotNeedsNoMail() {
        Operator async = open(new Operation.AsyncWait(
                (AsyncFunction<String, String>) (input, future) -> future.complete(List.of(input)),
                true,
                0,
                1,
                never()));
        async.record("a1", 1);
        async.record("b1", 2);
        assertThat(main.seen).containsExactly("a1@1", "b1@2");
        assertThat(task.mails).isEmpty();
    }

    @Test
    void aFailedAnswerFailsTheTaskWithItsReason() {
        Operator async = open(true);
        async.record("a1", 1);
        asking.futures.get(0).completeExceptionally(new IllegalStateException("no such customer"));
        assertThatThrownBy(task::runMails)
                .isInstanceOf(UserCodeFailure.class)
                .hasStackTraceContaining("no such customer");
    }

    @Test
    void nullIsNoAnswer() {
        Operator async = open(true);
        async.record("a1", 1);
        asking.futures.get(0).complete(null);
        assertThatThrownBy(task::runMails).hasStackTraceContaining("complete it with an empty collection");
    }

    @Test
    void whatFailsIsTriedAgainAsOftenAsTheStrategyAllows() {
        Operator async = open(true, 1000, 10, twiceMore());
        async.record("a1", 1);
        asking.futures.get(0).completeExceptionally(new IllegalStateException("busy"));
        task.runMails();
        assertThat(asking.asked).containsExactly("a1");
        task.advanceTo(10);
        assertThat(asking.asked).containsExactly("a1", "a1");
        asking.futures.get(1).complete(List.of());
        task.runMails();
        task.advanceTo(20);
        assertThat(asking.asked).containsExactly("a1", "a1", "a1");
        asking.answer(2);
        task.runMails();
        assertThat(main.seen).containsExactly("a1@1");
    }

    @Test
    void theLastTryDecides() {
        Operator async = open(true, 1000, 10, twiceMore());
        async.record("a1", 1);
        for (int i = 0; i < 3; i++) {
            asking.futures.get(i).completeExceptionally(new IllegalStateException("busy " + i));
            if (i < 2) {
                task.runMails();
                task.advanceTo(10L * (i + 1));
            }
        }
        assertThatThrownBy(task::runMails).hasStackTraceContaining("busy 2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRecordIsEmittedOnceWithTriesTimeoutsAndRestores(boolean ordered) throws IOException {
        asking.substitute = List.of("timeout");
        Operation operation = new Operation.AsyncWait(asking, ordered, 25, 100, twiceMore());
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            main.seen.clear();
            asking.asked.clear();
            asking.futures.clear();
            task = new FakeTask(false);
            task.advanceTo(nowMs);
            Operator async = open(operation);
            List<Integer> stamps = new ArrayList<>();
            for (int step = 0; step < 100; step++) {
                int dice = random.nextInt(12);
                if (dice < 4) {
                    async.record("r" + step, step);
                    stamps.add(step);
                } else if (dice == 4) {
                    async = replaced(operation);
                } else if (dice < 7) {
                    nowMs += random.nextInt(15);
                    task.advanceTo(nowMs);
                } else if (!asking.futures.isEmpty()) {
                    int question = random.nextInt(asking.futures.size());
                    if (random.nextInt(3) == 0) {
                        asking.futures.get(question).complete(List.of());
                    } else {
                        asking.futures.get(question).complete(List.of(asking.asked.get(question)));
                    }
                    task.runMails();
                }
            }
            nowMs += 100;
            task.advanceTo(nowMs);
            task.runMails();
            List<Integer> emitted = main.seen.stream()
                    .map(line -> Integer.parseInt(line.substring(line.indexOf('@') + 1)))
                    .toList();
            if (ordered) {
                assertThat(emitted).as("seed %d", seed).isSubsetOf(stamps).isSorted();
            }
            assertThat(emitted).as("seed %d", seed).doesNotHaveDuplicates().isSubsetOf(stamps);
            assertThat(main.seen)
                    .as("seed %d", seed)
                    .allMatch(line -> line.startsWith("timeout@") || line.matches("r(\\d+)@\\1"));
            assertThat(stamps.size() - emitted.size())
                    .as("seed %d: only the last empty answer of three is one", seed)
                    .isLessThan(stamps.size() / 4);
        }
    }

    @Test
    void theTimeoutCoversAllTries() {
        asking.substitute = List.of("late");
        Operator async = open(true, 15, 10, twiceMore());
        async.record("a1", 1);
        for (int i = 0; i < 2; i++) {
            asking.futures.get(i).complete(List.of());
            task.runMails();
            task.advanceTo(10L * (i + 1));
        }
        assertThat(asking.asked).hasSize(2);
        assertThat(main.seen).containsExactly("late@1");
    }

    @Test
    void aRichAsyncFunctionHasNoState() {
        RichAsyncFunction<String, String> rich = new RichAsyncFunction<>() {
            @Override
            public void open(OpenContext context) {
                getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT));
            }

            @Override
            public void asyncInvoke(String input, ResultFuture<String> future) {
                future.complete(List.of(input));
            }
        };
        assertThatThrownBy(() -> open(new Operation.AsyncWait(rich, true, 0, 1, never())))
                .hasStackTraceContaining("an async function asks for state 'count', but it has none");
    }

    @Test
    void capacityAndTimeoutAreChecked() {
        assertThatThrownBy(() -> new Operation.AsyncWait(asking, true, 0, 0, never()))
                .hasMessage("the capacity of an async operator is 0, it must be at least 1");
        assertThatThrownBy(() -> new Operation.AsyncWait(asking, true, -1, 1, never()))
                .hasMessageStartingWith("the timeout of an async operator is -1 ms");
    }
}
