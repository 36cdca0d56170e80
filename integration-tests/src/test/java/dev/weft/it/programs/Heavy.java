package dev.weft.it.programs;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.util.CloseableIterator;
import java.util.SplittableRandom;

/** Functions that carry as many megabytes with them as the arguments say, each in a task of its own; prints what came through all. */
@SuppressWarnings("try") // closing may be interrupted
public final class Heavy {

    private static final long NUMBERS = 1000;

    private Heavy() {}

    /** Adds one to each number, if what it carries has arrived whole. */
    private static final class Carrying implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        private final byte[] luggage;
        private final long sum;

        Carrying(int megabytes) {
            luggage = new byte[megabytes << 20];
            new SplittableRandom(megabytes).nextBytes(luggage);
            sum = sum(luggage);
        }

        private static long sum(byte[] bytes) {
            long sum = 0;
            for (byte b : bytes) {
                sum = 31 * sum + b;
            }
            return sum;
        }

        @Override
        public Long map(Long number) {
            if (number % NUMBERS == 1 && sum(luggage) != sum) {
                throw new IllegalStateException("the luggage is damaged");
            }
            return number + 1;
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DataStream<Long> numbers = env.fromSequence(1, NUMBERS);
        for (String megabytes : args) {
            numbers = numbers.rebalance().map(new Carrying(Integer.parseInt(megabytes)));
        }
        long sum = 0;
        try (CloseableIterator<Long> results = numbers.executeAndCollect("heavy")) {
            while (results.hasNext()) {
                sum += results.next();
            }
        }
        System.out.println("sum " + sum);
    }
}
