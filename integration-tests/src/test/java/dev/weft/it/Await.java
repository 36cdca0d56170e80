package dev.weft.it;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Polls a condition in another process until it holds or a deadline has passed. */
public final class Await {

    private static final long POLL_NS = 50_000_000;

    private Await() {}

    public static <T> T until(Duration patience, String what, Supplier<T> question, Predicate<T> enough) {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        T answer = question.get();
        while (!enough.test(answer)) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("waited " + patience.toSeconds() + " s for " + what + "; last: " + answer);
            }
            LockSupport.parkNanos(POLL_NS);
            answer = question.get();
        }
        return answer;
    }
}
