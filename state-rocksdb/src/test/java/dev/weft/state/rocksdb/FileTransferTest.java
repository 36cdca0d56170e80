package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.ReadableConfig;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.metrics.MetricGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class FileTransferTest {

    /** A host whose idle threads run what they are given at once, later, or never. */
    private record Helpers(StateHost host, List<Runnable> later, boolean atOnce) implements StateHost {
        Helpers(boolean atOnce) {
            this(FakeStateHost.of("test"), new ArrayList<>(), atOnce);
        }

        @Override
        public void runWhenIdle(Runnable task) {
            later.add(task);
            if (atOnce) {
                new Thread(task).start();
            }
        }

        @Override
        public String describe() {
            return host.describe();
        }

        @Override
        public ReadableConfig configuration() {
            return host.configuration();
        }

        @Override
        public long nowMs() {
            return host.nowMs();
        }

        @Override
        public ClassLoader userClassLoader() {
            return host.userClassLoader();
        }

        @Override
        public MetricGroup metrics() {
            return host.metrics();
        }

        @Override
        public Path newDirectory() throws IOException {
            return host.newDirectory();
        }

        @Override
        public <T extends AutoCloseable> T sharedInSlot(Class<T> type, LongFunction<T> make) {
            return host.sharedInSlot(type, make);
        }
    }

    private static List<FileTransfer.Copy<Integer>> numbers(int count) {
        List<FileTransfer.Copy<Integer>> copies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            copies.add(() -> number);
        }
        return copies;
    }

    @Test
    void theCallerCopiesAloneWhenNobodyIsIdleAndLateHelpersFindNothing() throws IOException {
        Helpers busy = new Helpers(false);
        assertThat(FileTransfer.run(numbers(5), 4, busy)).containsExactly(0, 1, 2, 3, 4);
        assertThat(busy.later()).hasSize(3);
        busy.later().forEach(Runnable::run);
        assertThat(FileTransfer.run(numbers(1), 4, busy)).containsExactly(0);
        assertThat(busy.later()).as("one file needs no help").hasSize(3);
    }

    @Test
    void severalCopiesRunAtOnce() throws IOException {
        CountDownLatch both = new CountDownLatch(2);
        FileTransfer.Copy<Boolean> meets = () -> {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return true;
        };
        assertThat(FileTransfer.run(List.of(meets, meets), 2, new Helpers(true)))
                .containsExactly(true, true);
    }

    @Test
    void theFirstFailureIsThrownWhenNobodyCopiesAnyMore() {
        List<FileTransfer.Copy<Integer>> copies = numbers(3);
        copies.set(1, () -> {
            throw new IOException("disk full");
        });
        List<Integer> begun = new ArrayList<>();
        copies.set(2, () -> {
            begun.add(2);
            return 2;
        });
        assertThatThrownBy(() -> FileTransfer.run(copies, 1, new Helpers(false)))
                .hasMessage("disk full");
        assertThat(begun).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitForAHelperThatHangs() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        FileTransfer.Copy<Integer> copy = () -> {
            try {
                if (Thread.currentThread() == caller) {
                    hanging.await();
                    caller.interrupt();
                } else {
                    hanging.countDown();
                    release.await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return 1;
        };
        assertThatThrownBy(() -> FileTransfer.run(List.of(copy, copy), 2, new Helpers(true)))
                .hasMessage("the transfer of files was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        release.countDown();
    }
}
