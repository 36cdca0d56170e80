package dev.weft.engine.common;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class IoThreadsTest {

    @Test
    void whatDoesNotFitIntoTheQueueIsRefusedWithTheReason() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(IoThreads.CAPACITY);
        try (IoExecutor io = IoExecutor.Starter.threads().start("io", 1)) {
            io.execute(() -> {
                busy.countDown();
                awaitQuietly(go);
            });
            busy.await();
            for (int i = 0; i < IoThreads.CAPACITY; i++) {
                io.execute(ran::countDown);
            }
            assertThatThrownBy(() -> io.execute(() -> {}))
                    .isInstanceOf(WeftException.class)
                    .hasMessage("10000 tasks wait for the 1 threads of io, which all are busy:"
                            + " look at their stacks for the call that hangs");
            go.countDown();
            ran.await();
        }
    }

    @Test
    void afterItsCloseATaskIsDropped() {
        IoExecutor io = IoExecutor.Starter.threads().start("io", 1);
        io.close();
        io.execute(() -> {
            throw new AssertionError("runs after the close");
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
