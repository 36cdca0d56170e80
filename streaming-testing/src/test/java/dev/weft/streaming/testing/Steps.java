package dev.weft.streaming.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random steps with elements out of order and late, and with both kinds of time; both end with the last step. */
final class Steps {

    /** Elements are unique and belong to so many keys. */
    static final int KEYS = 4;

    private static final long LATENESS = 60;

    private Steps() {}

    /** The key of an element. */
    static long key(long value) {
        return value % KEYS;
    }

    /** Something about an element that has nothing to do with its key. */
    static long measure(long value) {
        return value * 37 % 100;
    }

    static List<Step<Long>> random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step<Long>> steps = new ArrayList<>();
        long time = -100;
        long watermark = Long.MIN_VALUE;
        long clockMs = 1000;
        for (int i = 0; i < count; i++) {
            time += random.nextInt(20);
            if (random.nextInt(12) == 0) {
                time += random.nextInt(100);
            }
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    watermark = Math.max(watermark, time - random.nextInt(50));
                    steps.add(new Step.Watermark<>(watermark));
                }
                case 2, 3 -> {
                    // never the last millisecond of a window: an element could come in it after the window has fired
                    clockMs += 5 * random.nextInt(10);
                    steps.add(new Step.Clock<>(clockMs));
                }
                default -> {
                    long delay = random.nextInt(5) == 0 ? random.nextInt(200) : random.nextInt((int) LATENESS);
                    steps.add(new Step.Element<>((long) i * KEYS + random.nextInt(KEYS), time - delay));
                }
            }
        }
        steps.add(new Step.Clock<>(clockMs + 10_000));
        steps.add(new Step.Watermark<>(Long.MAX_VALUE));
        return steps;
    }

    /** As {@link #random}, with the elements on two inputs whose watermarks differ. */
    static List<TwoInputStep<Long, Long>> ofTwoInputs(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TwoInputStep<Long, Long>> steps = new ArrayList<>();
        long first = Long.MIN_VALUE;
        long second = Long.MIN_VALUE;
        for (Step<Long> step : random(seed, count)) {
            boolean toFirst = random.nextBoolean();
            if (step instanceof Step.Element<Long> element) {
                steps.add(
                        toFirst
                                ? new TwoInputStep.First<>(element.value(), element.timestamp())
                                : new TwoInputStep.Second<>(element.value(), element.timestamp()));
            } else if (step instanceof Step.Clock<Long> clock) {
                steps.add(new TwoInputStep.Clock<>(clock.timeMs()));
            } else if (step instanceof Step.Watermark<Long> mark && mark.timestamp() < Long.MAX_VALUE) {
                long ahead = mark.timestamp() + random.nextInt(20);
                if (toFirst || first < second - 50) {
                    first = Math.max(first, ahead);
                    steps.add(new TwoInputStep.FirstWatermark<>(first));
                } else {
                    second = Math.max(second, ahead);
                    steps.add(new TwoInputStep.SecondWatermark<>(second));
                }
            }
        }
        steps.add(new TwoInputStep.FirstWatermark<>(Long.MAX_VALUE));
        steps.add(new TwoInputStep.SecondWatermark<>(Long.MAX_VALUE));
        return steps;
    }

    /** Event time of two inputs: that of the slower one. */
    static final class LowerWatermark {
        private long first = Long.MIN_VALUE;
        private long second = Long.MIN_VALUE;

        long now() {
            return Math.min(first, second);
        }

        long after(TwoInputStep<?, ?> step) {
            if (step instanceof TwoInputStep.FirstWatermark<?, ?> mark) {
                first = mark.timestamp();
            } else if (step instanceof TwoInputStep.SecondWatermark<?, ?> mark) {
                second = mark.timestamp();
            }
            return now();
        }
    }
}
