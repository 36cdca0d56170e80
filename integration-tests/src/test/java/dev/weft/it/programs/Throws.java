package dev.weft.it.programs;

import dev.weft.streaming.api.environment.StreamExecutionEnvironment;

/** Fails in its function, or in main itself with the argument {@code main}. */
public final class Throws {

    private Throws() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("main")) {
            throw new IllegalStateException("main says no");
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 1_000_000)
                .map(Throws::check)
                .returns(Long.class)
                .rebalance()
                .print();
        env.execute("throws");
    }

    private static Long check(Long number) {
        if (number == 1000) {
            throw new IllegalStateException("user says no to " + number);
        }
        return number;
    }
}
