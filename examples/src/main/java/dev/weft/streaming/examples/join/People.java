package dev.weft.streaming.examples.join;

import dev.weft.connector.datagen.source.GeneratorFunction;

/** Random grades and salaries of a few people; the same every time. */
final class People {
    private static final long START = 1_700_000_000_000L;
    private static final String[] NAMES = {"tom", "jerry", "alice", "bob", "john", "grace"};
    private static final int GRADES = 5;
    private static final int HIGHEST_SALARY = 10_000;

    private People() {}

    /** One grade every so many milliseconds. */
    record Grades(long intervalMs) implements GeneratorFunction<Long, Grade> {
        @Override
        public Grade map(Long index) {
            long random = mix(index);
            return new Grade(name(random), 1 + below(GRADES, random), START + index * intervalMs);
        }
    }

    /** One salary every so many milliseconds. */
    record Salaries(long intervalMs) implements GeneratorFunction<Long, Salary> {
        @Override
        public Salary map(Long index) {
            long random = mix(~index);
            return new Salary(name(random), 1 + below(HIGHEST_SALARY, random), START + index * intervalMs);
        }
    }

    private static String name(long random) {
        return NAMES[(int) Long.remainderUnsigned(random, NAMES.length)];
    }

    private static int below(int bound, long random) {
        return (int) Long.remainderUnsigned(random >>> 20, bound);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    private static long mix(long index) {
        long z = (index + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
