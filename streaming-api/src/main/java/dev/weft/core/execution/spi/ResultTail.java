package dev.weft.core.execution.spi;

import dev.weft.api.common.accumulators.Accumulator;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * The results of a collecting sink that were not fetched when its task ended; they become part of the job's result.
 *
 * @param position how many bytes of results came before
 * @param bytes whole elements
 */
public record ResultTail(long position, byte[] bytes) implements Serializable {
    private static final String PREFIX = "weft.collected.";

    public ResultTail {
        Objects.requireNonNull(bytes, "bytes");
    }

    /** The name of the accumulator that carries the sink's tail. */
    public static String accumulatorOf(String sink) {
        return PREFIX + sink;
    }

    /** Whether an accumulator of that name carries a tail, and is none of the user's. */
    public static boolean isAccumulator(String name) {
        return name.startsWith(PREFIX);
    }

    /** What follows the first so many bytes of all results. */
    public byte[] after(long taken) {
        if (taken < position || taken > position + bytes.length) {
            throw new IllegalStateException("the results from byte " + taken + " on are asked for, but the job has kept"
                    + " those from " + position + " to " + (position + bytes.length));
        }
        return Arrays.copyOfRange(bytes, (int) (taken - position), bytes.length);
    }

    /** Carries a tail from the one task that has it. */
    public static final class Carrier implements Accumulator<ResultTail, ResultTail> {
        private static final long serialVersionUID = 1L;

        private ResultTail tail;

        /** Carries this tail. */
        public Carrier(ResultTail tail) {
            this.tail = tail;
        }

        @Override
        public void add(ResultTail value) {
            tail = value;
        }

        @Override
        public ResultTail getLocalValue() {
            return tail;
        }

        @Override
        public void resetLocal() {
            tail = new ResultTail(0, new byte[0]);
        }

        @Override
        public void merge(Accumulator<ResultTail, ResultTail> other) {
            tail = other.getLocalValue();
        }

        @Override
        public Accumulator<ResultTail, ResultTail> clone() {
            return new Carrier(tail);
        }
    }
}
