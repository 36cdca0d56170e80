package dev.weft.state.rocksdb;

import dev.weft.engine.state.spi.StateHost;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies many files at once: the caller works through the list, and threads for blocking work help if they are free. The
 * caller never waits for a helper that has not begun, so that all of them may call this. The first failure ends the transfer;
 * so does an interrupt, which leaves copies to helpers that may hang.
 *
 * @param <R> what a copy returns
 */
final class FileTransfer<R> {

    /** Copies one file. */
    @FunctionalInterface
    interface Copy<R> {
        R run() throws IOException;
    }

    private final List<Copy<R>> copies;
    private final List<R> results = new ArrayList<>();
    private int next;
    private int running;
    private Optional<Throwable> failure = Optional.empty();

    private FileTransfer(List<Copy<R>> copies) {
        this.copies = copies;
        copies.forEach(copy -> results.add(null));
    }

    /**
     * Runs all copies.
     *
     * @param threads how many may run at once, the caller among them
     * @return the results, in order
     */
    static <R> List<R> run(List<Copy<R>> copies, int threads, StateHost host) throws IOException {
        FileTransfer<R> transfer = new FileTransfer<>(copies);
        int helpers = Math.min(threads, copies.size()) - 1;
        for (int i = 0; i < helpers; i++) {
            host.runWhenIdle(transfer::work);
        }
        transfer.work();
        return transfer.await();
    }

    private void work() {
        for (int index = take(); index >= 0; index = take()) {
            try {
                R result = copies.get(index).run();
                end(index, result, Optional.empty());
            } catch (Throwable t) {
                end(index, null, Optional.of(t));
            }
        }
    }

    /** The next copy; negative when there is nothing to do. */
    private synchronized int take() {
        if (failure.isPresent() || next == copies.size()) {
            return -1;
        }
        running++;
        return next++;
    }

    private synchronized void end(int index, R result, Optional<Throwable> failed) {
        results.set(index, result);
        running--;
        if (failure.isEmpty()) {
            failure = failed;
        }
        notifyAll();
    }

    private synchronized List<R> await() throws IOException {
        try {
            while (running > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = Optional.of(new InterruptedIOException("the transfer of files was interrupted"));
        }
        if (failure.isPresent()) {
            throw failure.get() instanceof IOException io ? io : new IOException(failure.get());
        }
        return results;
    }
}
