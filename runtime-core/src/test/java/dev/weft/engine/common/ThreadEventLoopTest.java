package dev.weft.engine.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadEventLoopTest {

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final ThreadEventLoop loop = ThreadEventLoop.start(
            "test-loop", Clock.system(), (name, fault) -> seen.add(name + " failed: " + fault.getMessage()));

    @AfterEach
    void close() {
        loop.close();
    }

    private String next() throws InterruptedException {
        return seen.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void eventsRunInTheOrderInWhichTheyWereGiven() throws Exception {
        List<String> expected =
                IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
        expected.forEach(n -> loop.execute(() -> seen.add(n)));
        for (String n : expected) {
            assertThat(next()).isEqualTo(n);
        }
    }

    @Test
    void anEventThatThrowsIsReportedAndTheNextOneRuns() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("boom");
        });
        loop.execute(() -> seen.add("next"));
        assertThat(next()).isEqualTo("test-loop failed: boom");
        assertThat(next()).isEqualTo("next");
    }

    @Test
    void theLoopGoesOnWhenTheFaultCannotEvenBeReported() throws Exception {
        ThreadEventLoop helpless = ThreadEventLoop.start("helpless", Clock.system(), (name, fault) -> {
            seen.add("told");
            throw (Error) fault;
        });
        try {
            helpless.execute(() -> Thread.currentThread()
                    .setUncaughtExceptionHandler((thread, fault) -> seen.add(fault.getMessage())));
            helpless.execute(() -> {
                throw new OutOfMemoryError("the only one");
            });
            helpless.execute(() -> seen.add("next"));
            assertThat(next()).isEqualTo("told");
            assertThat(next()).isEqualTo("the only one");
            assertThat(next()).isEqualTo("next");
        } finally {
            helpless.close();
        }
    }

    @Test
    void timersRunInTheOrderOfTheirTimesAndCancelledOnesNotAtAll() throws Exception {
        ManualClock clock = new ManualClock();
        ThreadEventLoop timed = ThreadEventLoop.start("timed", clock, (name, fault) -> {});
        try {
            timed.execute(() -> {
                timed.schedule(Duration.ofMillis(30), () -> seen.add("late"));
                timed.schedule(Duration.ofMillis(10), () -> seen.add("early"));
                timed.schedule(Duration.ofMillis(20), () -> seen.add("never")).cancel();
                clock.advance(Duration.ofMillis(30));
            });
            assertThat(next()).isEqualTo("early");
            assertThat(next()).isEqualTo("late");
        } finally {
            timed.close();
        }
    }

    @Test
    void theLoopKnowsItsOwnThread() throws Exception {
        assertThat(loop.inLoop()).isFalse();
        assertThatThrownBy(loop::assertInLoop)
                .hasMessageContaining("test-loop")
                .hasMessageContaining(Thread.currentThread().getName());
        loop.execute(() -> seen.add("in loop: " + loop.inLoop()));
        assertThat(next()).isEqualTo("in loop: true");
    }

    /** FLINK-20992. */
    @Test
    void nothingRunsAfterTheLoopWasClosed() throws Exception {
        loop.execute(() -> {
            loop.execute(() -> seen.add("dropped"));
            loop.close();
            loop.execute(() -> seen.add("dropped too"));
            seen.add("closed");
        });
        assertThat(next()).isEqualTo("closed");
        assertThat(seen.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void anInterruptDoesNotStopTheLoop() throws Exception {
        loop.execute(() -> Thread.currentThread().interrupt());
        loop.schedule(Duration.ofMillis(1), () -> seen.add("alive"));
        assertThat(next()).isEqualTo("alive");
    }

    @Test
    void anOverflowIsAFaultThatTheLoopItselfReports() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ThreadEventLoop full = ThreadEventLoop.start(
                "full",
                Clock.system(),
                (name, fault) -> seen.add(Thread.currentThread().getName() + ": " + fault.getMessage()));
        try {
            full.execute(() -> {
                busy.countDown();
                awaitQuietly(go);
            });
            busy.await();
            for (int i = 0; i <= ThreadEventLoop.CAPACITY; i++) {
                full.execute(() -> {});
            }
            assertThat(seen).isEmpty();
            go.countDown();
            assertThat(next()).isEqualTo("full: the queue of full was full at 1048576 events; some are lost");
        } finally {
            full.close();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
