package dev.weft.it.programs;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.core.execution.JobClient;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.util.CloseableIterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes the results of a job itself and says what it has got, in one of the ways that its first argument names: {@code all}
 * of a bounded stream, {@code two} streams of one program, the {@code first} of an endless stream, or what comes before a
 * job {@code fails}.
 */
@SuppressWarnings("try") // closing may be interrupted
public final class Collects {

    private static final long NUMBERS = 200_000;

    private Collects() {}

    private static final class Naming implements MapFunction<Long, Tuple2<String, Long>> {
        @Override
        public Tuple2<String, Long> map(Long number) {
            return Tuple2.of("number " + number, number);
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        switch (args[0]) {
            case "all" -> all(env);
            case "two" -> two(env);
            case "first" -> first(env);
            case "fails" -> fails(env);
            default -> throw new IllegalArgumentException("no such way: " + args[0]);
        }
    }

    private static void all(StreamExecutionEnvironment env) throws Exception {
        DataStream<Tuple2<String, Long>> named =
                env.fromSequence(1, NUMBERS).keyBy(number -> number % 100).map(new Naming());
        try (CloseableIterator<Tuple2<String, Long>> results = named.executeAndCollect("all")) {
            say("all", results);
        }
    }

    private static void two(StreamExecutionEnvironment env) throws Exception {
        DataStream<Tuple2<String, Long>> named =
                env.fromSequence(1, NUMBERS).rebalance().map(new Naming());
        CloseableIterator<Tuple2<String, Long>> even =
                named.filter(pair -> pair.f1 % 2 == 0).collectAsync();
        CloseableIterator<Tuple2<String, Long>> odd =
                named.filter(pair -> pair.f1 % 2 == 1).collectAsync();
        JobClient job = env.executeAsync("two");
        // at the same time: results that nobody takes hold up the job, and with it the other stream
        CompletableFuture<Void> evenTaken = CompletableFuture.runAsync(() -> say("even", even));
        say("odd", odd);
        evenTaken.get();
        job.getJobExecutionResult().get();
        System.out.println(job.getJobStatus().get());
    }

    private static void first(StreamExecutionEnvironment env) throws Exception {
        List<Tuple2<String, Long>> results = env.fromSequence(1, Long.MAX_VALUE)
                .rebalance()
                .map(new Naming())
                .executeAndCollect("first", 5000);
        System.out.println("first: " + results.size());
    }

    private static void fails(StreamExecutionEnvironment env) throws Exception {
        DataStream<Long> failing =
                env.fromSequence(1, NUMBERS).map(Collects::check).returns(Long.class);
        try (CloseableIterator<Long> results = failing.executeAndCollect("fails")) {
            results.forEachRemaining(number -> {});
        }
    }

    private static Long check(Long number) {
        if (number == NUMBERS / 2) {
            throw new IllegalStateException("user says no to " + number);
        }
        return number;
    }

    private static void say(String what, CloseableIterator<Tuple2<String, Long>> results) {
        long count = 0;
        long sum = 0;
        while (results.hasNext()) {
            Tuple2<String, Long> next = results.next();
            if (!next.f0.equals("number " + next.f1)) {
                throw new IllegalStateException("damaged on its way: " + next);
            }
            count++;
            sum += next.f1;
        }
        System.out.println(what + ": " + count + " numbers, sum " + sum);
    }
}
