package dev.weft.engine.jobmaster.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.ReaderInfo;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.connector.source.SupportsIntermediateNoMoreSplits;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceCoordinatorTest {

    private final ManualClock clock = new ManualClock();
    private final ManualEventLoop loop = new ManualEventLoop(clock);
    private final List<Runnable> io = new ArrayList<>();
    private final RecordingGate gate = new RecordingGate();
    private final ClassLoader userClassLoader =
            new URLClassLoader(new URL[0], getClass().getClassLoader());
    private final ScriptedEnumerator enumerator = new ScriptedEnumerator();
    private final SourceCoordinator<NamedSplit> coordinator =
            new SourceCoordinator<>(new ScriptedSource(enumerator), 2, loop, io::add, userClassLoader, gate);

    private void start() {
        coordinator.start(0, Optional.empty());
        loop.runAll();
    }

    private void signal(int subtask, SourceSignal signal) {
        coordinator.onSignal(reader(subtask, 0), signal);
        loop.runAll();
    }

    private static ExecutionAttemptId reader(int subtask, int attempt) {
        return new ExecutionAttemptId(new VertexId("0".repeat(32)), subtask, attempt, 1);
    }

    private void runIo() {
        List<Runnable> now = List.copyOf(io);
        io.clear();
        now.forEach(Runnable::run);
        loop.runAll();
    }

    private static Payload bytes(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theEnumeratorHearsOfReadersAndGivesThemSplits() {
        start();
        signal(1, new SourceSignal.ReaderRegistered("h1"));
        signal(1, new SourceSignal.SplitRequested("h1"));
        signal(1, new SourceSignal.SplitRequested("h1"));
        assertThat(enumerator.seen).containsExactly("start", "reader 1", "request 1 from h1", "request 1 from h1");
        assertThat(gate.sent)
                .containsExactly(
                        "1 " + new SourceCommand.AddSplits(7, List.of(bytes("a"))),
                        "1 " + new SourceCommand.NoMoreSplits());
        assertThat(enumerator.context.registeredReaders()).containsEntry(1, new ReaderInfo(1, "h1"));
        assertThat(enumerator.context.currentParallelism()).isEqualTo(2);
    }

    @Test
    void anEnumeratorOfSeveralSourcesEndsOneAndGoesOn() {
        start();
        signal(0, new SourceSignal.ReaderRegistered("h0"));
        ((SupportsIntermediateNoMoreSplits) enumerator.context).signalIntermediateNoMoreSplits(0);
        signal(0, new SourceSignal.SplitRequested("h0"));
        assertThat(gate.sent)
                .containsExactly(
                        "0 " + new SourceCommand.NoMoreSplits(),
                        "0 " + new SourceCommand.AddSplits(7, List.of(bytes("a"))));
        assertThat(gate.failures).isEmpty();
    }

    @Test
    void userCodeSeesTheUserClassLoader() {
        start();
        assertThat(enumerator.loaderAtStart).isSameAs(userClassLoader);
        assertThat(Thread.currentThread().getContextClassLoader()).isNotSameAs(userClassLoader);
    }

    @Test
    void eventsGoBothWays() {
        start();
        signal(0, new SourceSignal.ReaderRegistered("h0"));
        signal(0, new SourceSignal.UserEvent(UserObjects.write(new TextEvent("hello"), "event")));
        assertThat(enumerator.seen).contains("event 0 hello");
        assertThat(gate.sent).hasSize(1).allSatisfy(text -> assertThat(text).startsWith("0 UserEvent"));
    }

    @Test
    void splitsOfAReaderThatBeginsAnewComeBackAndGoToItsNextAttempt() {
        start();
        signal(0, new SourceSignal.ReaderRegistered("h0"));
        signal(1, new SourceSignal.ReaderRegistered("h1"));
        signal(1, new SourceSignal.SplitRequested("h1"));
        coordinator.onReaderRestarted(1, 0);
        loop.runAll();
        assertThat(enumerator.context.registeredReaders()).containsOnlyKeys(0);
        coordinator.onSignal(reader(1, 1), new SourceSignal.ReaderRegistered("h2"));
        coordinator.onSignal(reader(1, 1), new SourceSignal.SplitRequested("h2"));
        loop.runAll();
        assertThat(enumerator.seen)
                .containsExactly(
                        "start",
                        "reader 0",
                        "reader 1",
                        "request 1 from h1",
                        "back of 1: [a]",
                        "reader 1",
                        "request 1 from h2");
        assertThat(gate.sent)
                .containsExactly(
                        "1 " + new SourceCommand.AddSplits(7, List.of(bytes("a"))),
                        "1#1 " + new SourceCommand.AddSplits(7, List.of(bytes("a"))));
    }

    @Test
    void aReaderThatHadNotRegisteredGivesNothingBack() {
        start();
        coordinator.onReaderRestarted(1, 0);
        loop.runAll();
        assertThat(enumerator.seen).containsExactly("start");
    }

    // ---- checkpoints

    private Optional<Payload> snapshot(long checkpointId) {
        List<Optional<Payload>> answers = new ArrayList<>();
        coordinator.snapshot(checkpointId, (state, failure) -> {
            answers.add(state);
            failure.ifPresent(cause -> gate.sent.add("failed: " + cause.getMessage()));
        });
        loop.runAll();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private void assign(int subtask, String split) {
        enumerator.context.assignSplit(new NamedSplit(split), subtask);
    }

    private void restartReader(int subtask, long restored) {
        coordinator.onReaderRestarted(subtask, restored);
        loop.runAll();
    }

    @Test
    void theStateOfTheEnumeratorIsItsSerializersVersionAndBytes() {
        start();
        enumerator.state = "two splits left";
        assertThat(snapshot(5)).contains(bytes("\0\0\0\u0003two splits left"));
    }

    @Test
    void anEnumeratorIsRestoredFromItsState() {
        coordinator.start(5, Optional.of(bytes("\0\0\0\u0002two splits left")));
        loop.runAll();
        assertThat(enumerator.seen).containsExactly("restored from 'two splits left' of version 2", "start");
    }

    @Test
    void aSnapshotThatFailsFailsTheCheckpointAndNotTheEnumerator() {
        start();
        enumerator.failAtSnapshot = true;
        assertThat(snapshot(5)).isEmpty();
        assertThat(gate.sent).containsExactly("failed: not now");
        assertThat(gate.failures).isEmpty();
        signal(0, new SourceSignal.ReaderRegistered("h0"));
        assertThat(enumerator.seen).containsExactly("start", "reader 0");
    }

    /** FLINK-20290, FLINK-21996. */
    @Test
    void aRestartedReaderGivesBackOnlyWhatItWasGivenAfterTheRestoredCheckpoint() {
        start();
        signal(0, new SourceSignal.ReaderRegistered("h0"));
        assign(0, "before");
        snapshot(1);
        assign(0, "after 1");
        snapshot(2);
        assign(0, "after 2");
        restartReader(0, 1);
        assertThat(enumerator.seen).endsWith("back of 0: [after 1, after 2]");
    }

    @Test
    void aRestartWithoutACheckpointGivesEverythingBack() {
        start();
        signal(0, new SourceSignal.ReaderRegistered("h0"));
        assign(0, "before");
        snapshot(1);
        assign(0, "after 1");
        restartReader(0, 0);
        assertThat(enumerator.seen).endsWith("back of 0: [before, after 1]");
    }

    @Test
    void theSecondRestartFromOneCheckpointGivesBackWhatTheSecondAttemptWasGiven() {
        start();
        signal(0, new SourceSignal.ReaderRegistered("h0"));
        snapshot(1);
        coordinator.onCheckpointCompleted(1);
        assign(0, "first");
        restartReader(0, 1);
        signal(0, new SourceSignal.ReaderRegistered("h0"));
        assign(0, "second");
        restartReader(0, 1);
        assertThat(enumerator.seen).endsWith("back of 0: [second]");
    }

    @Test
    void theEnumeratorHearsOfOutcomes() {
        start();
        coordinator.onCheckpointCompleted(4);
        coordinator.onCheckpointAborted(5);
        loop.runAll();
        assertThat(enumerator.seen).containsExactly("start", "complete 4", "aborted 5");
    }

    @Test
    void theFailureOfUserCodeIsToldOnceAndNothingIsDeliveredAfterIt() {
        enumerator.failAtRequest = true;
        start();
        signal(0, new SourceSignal.ReaderRegistered("h0"));
        signal(0, new SourceSignal.SplitRequested("h0"));
        signal(0, new SourceSignal.SplitRequested("h0"));
        assertThat(gate.failures).containsExactly("no splits for you");
    }

    @Test
    void aSplitForAReaderThatHasNotRegisteredFails() {
        enumerator.assignTo = 1;
        start();
        signal(0, new SourceSignal.ReaderRegistered("h0"));
        signal(0, new SourceSignal.SplitRequested("h0"));
        assertThat(gate.failures)
                .containsExactly("the enumerator sends splits to reader 1, but only these have registered: [0]");
    }

    @Test
    void asynchronousCallsRunOneAfterTheOtherAndComeBackToTheLoop() {
        start();
        List<String> results = new ArrayList<>();
        enumerator.context.callAsync(() -> "one", (result, failure) -> results.add(result));
        enumerator.context.callAsync(
                () -> {
                    throw new IllegalStateException("two");
                },
                (result, failure) -> results.add(failure.getMessage()));
        loop.runAll();
        assertThat(io).hasSize(1);
        runIo();
        assertThat(results).containsExactly("one");
        runIo();
        assertThat(results).containsExactly("one", "two");
    }

    @Test
    void repeatedCallsRunWithTheirPeriodUntilTheCoordinatorIsClosed() {
        start();
        List<Long> at = new ArrayList<>();
        enumerator.context.callAsync(() -> 0, (result, failure) -> at.add(clock.nanoTime() / 1_000_000), 10, 100);
        loop.advance(Duration.ofMillis(10));
        runIo();
        loop.advance(Duration.ofMillis(100));
        runIo();
        assertThat(at).containsExactly(10L, 110L);
        List<String> closed = new ArrayList<>();
        coordinator.close(() -> closed.add("closed"));
        loop.runAll();
        assertThat(closed).containsExactly("closed");
        assertThat(enumerator.seen).endsWith("close");
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void aHandlerThatThrowsFailsTheJob() {
        start();
        enumerator.context.callAsync(() -> "x", (result, failure) -> {
            throw new IllegalStateException("handler");
        });
        loop.runAll();
        runIo();
        assertThat(gate.failures).containsExactly("handler");
    }

    private static final class RecordingGate implements ReaderGate {
        final List<String> sent = new ArrayList<>();
        final List<String> failures = new ArrayList<>();

        @Override
        public void send(ExecutionAttemptId reader, SourceCommand command) {
            sent.add(reader.subtask() + (reader.attempt() == 0 ? " " : "#" + reader.attempt() + " ") + command);
        }

        @Override
        public void fail(Throwable failure) {
            failures.add(failure.getMessage());
        }
    }

    private record NamedSplit(String splitId) implements SourceSplit {}

    private record TextEvent(String text) implements SourceEvent {}

    private static final class ScriptedEnumerator implements SplitEnumerator<NamedSplit, String> {
        final List<String> seen = new ArrayList<>();
        SplitEnumeratorContext<NamedSplit> context;
        ClassLoader loaderAtStart;
        boolean failAtRequest;
        boolean failAtSnapshot;
        String state = "";
        int assignTo = -1;
        private boolean given;

        @Override
        public void start() {
            seen.add("start");
            loaderAtStart = Thread.currentThread().getContextClassLoader();
        }

        @Override
        public void handleSplitRequest(int subtask, String host) {
            seen.add("request " + subtask + " from " + host);
            if (failAtRequest) {
                throw new IllegalStateException("no splits for you");
            }
            if (given) {
                context.signalNoMoreSplits(subtask);
            } else {
                given = true;
                context.assignSplit(new NamedSplit("a"), assignTo < 0 ? subtask : assignTo);
            }
        }

        @Override
        public void addSplitsBack(List<NamedSplit> splits, int subtask) {
            seen.add("back of " + subtask + ": "
                    + splits.stream().map(NamedSplit::splitId).toList());
            given = false;
        }

        @Override
        public void addReader(int subtask) {
            seen.add("reader " + subtask);
        }

        @Override
        public void handleSourceEvent(int subtask, SourceEvent event) {
            seen.add("event " + subtask + " " + ((TextEvent) event).text());
            context.sendEventToSourceReader(subtask, new TextEvent("answer"));
        }

        @Override
        public String snapshotState(long checkpoint) {
            if (failAtSnapshot) {
                throw new IllegalStateException("not now");
            }
            return state;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            seen.add("complete " + checkpointId);
        }

        @Override
        public void notifyCheckpointAborted(long checkpointId) {
            seen.add("aborted " + checkpointId);
        }

        @Override
        public void close() {
            seen.add("close");
        }
    }

    private record ScriptedSource(ScriptedEnumerator enumerator) implements Source<String, NamedSplit, String> {
        @Override
        public Boundedness getBoundedness() {
            return Boundedness.BOUNDED;
        }

        @Override
        public SplitEnumerator<NamedSplit, String> createEnumerator(SplitEnumeratorContext<NamedSplit> context) {
            enumerator.context = context;
            return enumerator;
        }

        @Override
        public SplitEnumerator<NamedSplit, String> restoreEnumerator(
                SplitEnumeratorContext<NamedSplit> context, String checkpoint) {
            enumerator.seen.add("restored from " + checkpoint);
            return createEnumerator(context);
        }

        @Override
        public SimpleVersionedSerializer<NamedSplit> getSplitSerializer() {
            return new SimpleVersionedSerializer<>() {
                @Override
                public int getVersion() {
                    return 7;
                }

                @Override
                public byte[] serialize(NamedSplit split) {
                    return split.splitId().getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public NamedSplit deserialize(int version, byte[] bytes) {
                    return new NamedSplit(new String(bytes, StandardCharsets.UTF_8));
                }
            };
        }

        @Override
        public SimpleVersionedSerializer<String> getEnumeratorCheckpointSerializer() {
            return new SimpleVersionedSerializer<>() {
                @Override
                public int getVersion() {
                    return 3;
                }

                @Override
                public byte[] serialize(String state) {
                    return state.getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public String deserialize(int version, byte[] bytes) {
                    return "'" + new String(bytes, StandardCharsets.UTF_8) + "' of version " + version;
                }
            };
        }

        @Override
        public SourceReader<String, NamedSplit> createReader(SourceReaderContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
