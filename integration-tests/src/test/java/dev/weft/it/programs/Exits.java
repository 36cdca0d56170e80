package dev.weft.it.programs;

import dev.weft.streaming.api.environment.StreamExecutionEnvironment;

/** Calls System.exit in its function. */
public final class Exits {

    private Exits() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 1_000_000)
                .map(number -> {
                    if (number == 1000) {
                        System.exit(0);
                    }
                    return number;
                })
                .returns(Long.class)
                .print();
        env.execute("exits");
    }
}
