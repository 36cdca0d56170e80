package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.checkpoint.FileBytes;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopStarter;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.testing.CrashingFileSystem;
import dev.weft.engine.testing.ManualClock;
import dev.weft.engine.testing.ManualEventLoop;
import dev.weft.engine.transport.Transport;
import dev.weft.program.Operation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls to a file system that hang while a task reads the state that it goes on from. S-FS-1. */
@Timeout(30)
class ReadDeadlineTest {

    private static final Duration MOST = Duration.ofMinutes(3);

    private final ManualClock clock = new ManualClock();
    private final ManualEventLoop loop = new ManualEventLoop(clock);
    private final List<String> hanging = new ArrayList<>();
    private final ReadDeadline deadline = new ReadDeadline(loop, clock, hanging::add);

    /** A call during which time passes. */
    private void call(String file, Duration... steps) throws IOException {
        deadline.watch(file, () -> {
            for (Duration step : steps) {
                loop.advance(step);
            }
            return steps.length;
        });
    }

    @Test
    void aCallThatTakesLongerIsReportedOnceWithItsFile() throws Exception {
        call("hdfs://nn/chk-1/a", MOST.minusMillis(1));
        assertThat(hanging).isEmpty();
        call("hdfs://nn/chk-1/b", MOST.minusMillis(1), Duration.ofMillis(1));
        assertThat(hanging)
                .containsExactly("the file system has not answered for 180 s while the task read its state in"
                        + " hdfs://nn/chk-1/b");
        call("hdfs://nn/chk-1/c", MOST.multipliedBy(2));
        assertThat(hanging).hasSize(1);
    }

    @Test
    void manyCallsMayTakeLongerTogether() throws Exception {
        for (int i = 0; i < 10; i++) {
            call("a", Duration.ofMinutes(1));
        }
        assertThat(hanging).isEmpty();
    }

    @Test
    void aCallIsNoticedBesideOthersThatReturn() throws Exception {
        deadline.watch("a", () -> {
            call("b", Duration.ofMinutes(1));
            call("b", Duration.ofMinutes(1));
            call("b", Duration.ofMinutes(1));
            return true;
        });
        assertThat(hanging).singleElement().asString().endsWith(" a");
    }

    @Test
    void aTaskWhoseStateCannotBeReadFailsWithOneLineInsteadOfWaitingForEver() throws Exception {
        CrashingFileSystem files = new CrashingFileSystem(1);
        CountDownLatch reading = new CountDownLatch(1);
        files.hangAt(files.operations(), () -> {
            reading.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted");
            }
        });
        Machine real = Machine.system();
        LoopStarter loops = (name, faults) -> loop;
        ThreadedTaskEngine engine = new ThreadedTaskEngine(
                new TaskEngineSettings(ExchangeSettings.local(Secret.random()), "localhost"),
                new Machine(clock, loops, real.threads(), real.io(), real.chance()),
                Transport.tcp(),
                message -> {});
        LittleJob job = new LittleJob();
        LittleJob.Vertex numbers = job.numbers("numbers", 1, 0, 9).then(new Operation.Map(i -> i), Types.LONG);
        String file = files.address() + "/chk-1/state";
        UnkeyedPiece piece = new UnkeyedPiece(
                Map.of("splits", new UnkeyedPiece.Part(UnkeyedPiece.Mode.SPLIT, 0, new long[] {4})),
                new FileBytes(file, 0, 100, 50));
        OperatorPieces pieces = new OperatorPieces(OptionalLong.of(1), List.of(), List.of(piece));
        ExecutionAttemptId attempt = new ExecutionAttemptId(numbers.id(), 0, 0, 1);
        job.restored(Map.of(attempt, StateCodec.encode(Map.of(new OperatorId(String.format("%032x", 1)), pieces))));
        LittleJob.Run run = job.start(List.of(engine));
        reading.await();
        loop.advance(MOST);
        run.events().awaitState(attempt, TaskState.FAILED);
        assertThat(run.events().failures().get(attempt).code()).isEqualTo(ErrorCode.EXTERNAL_SERVICE);
        assertThat(run.events().failures().get(attempt).message())
                .isEqualTo("the file system has not answered for 180 s while the task read its state in " + file);
        engine.stop(() -> {});
        loop.runAll();
    }
}
