package dev.weft.benchmarks.exchange;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.engine.common.Clock;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEngineSettings;
import dev.weft.engine.taskexecutor.task.ThreadedTaskEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Bytes a second from a task on one executor to a task on another, compared with bare netty in the same process. Runs take turns, so that both sides
 * see the same machine.
 */
public final class RemoteExchange {

    private static final int FRAME_BYTES = 32 << 10;
    private static final long WARM_UP_MS = 1000;
    private static final long MEASURE_MS = 1000;
    private static final long CODEC_MS = 200;

    private enum Size {
        SMALL("text of 40", new Events(40)),
        MEDIUM("text of 400", new Events(400)),
        LARGE("text of 2000", new Events(2000)),
        MIX("texts of 40, 400 and 2000 in turn", new Events(40, 400, 2000));

        private final String title;
        private final Events events;
        private final List<Double> speeds = new ArrayList<>();
        private final List<Double> ratios = new ArrayList<>();
        private final List<Double> records = new ArrayList<>();
        private final List<Double> ceilings = new ArrayList<>();

        Size(String title, Events events) {
            this.title = title;
            this.events = events;
        }
    }

    private final List<TaskEngine> engines = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();

    private RemoteExchange() {
        Secret secret = Secret.random();
        for (int i = 0; i < 2; i++) {
            engines.add(new ThreadedTaskEngine(
                    new TaskEngineSettings(ExchangeSettings.local(secret), "localhost"),
                    Clock.system(),
                    message -> {}));
        }
    }

    /** @param args how many runs, 5 if none is given; then names of sizes, all if none is given */
    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        List<Size> sizes = args.length > 1
                ? Arrays.stream(args)
                        .skip(1)
                        .map(s -> Size.valueOf(s.toUpperCase(Locale.ROOT)))
                        .toList()
                : List.of(Size.values());
        RemoteExchange benchmark = new RemoteExchange();
        for (int run = 0; run <= runs; run++) {
            benchmark.run(sizes, run == 0);
        }
        benchmark.report(sizes);
        benchmark.engines.forEach(TaskEngine::close);
        System.exit(0);
    }

    private void run(List<Size> sizes, boolean warmUp) throws Exception {
        double before = bareNetty();
        for (Size size : sizes) {
            double speed;
            double records;
            try (TwoTasks<Event> job =
                    new TwoTasks<>(engines, size.events, TypeInformation.of(Event.class), e -> e.key)) {
                Thread.sleep(WARM_UP_MS);
                long recordsBefore = job.records();
                long begin = System.nanoTime();
                speed = perSecond(job::bytes);
                records = (job.records() - recordsBefore) * 1e9 / (System.nanoTime() - begin);
            }
            CodecLoop codec = new CodecLoop(size.events, FRAME_BYTES);
            codec.run(CODEC_MS);
            CodecLoop.Cost cost = codec.run(CODEC_MS);
            double after = bareNetty();
            double netty = (before + after) / 2;
            before = after;
            System.out.printf(
                    "%-7s %-9s %6.0f MB/s  bare netty %6.0f MB/s  ratio %3.0f %%   codec alone: write %.2f ns/B, read %.2f ns/B%n",
                    warmUp ? "warm-up" : "",
                    size.name().toLowerCase(Locale.ROOT),
                    speed / 1e6,
                    netty / 1e6,
                    100 * speed / netty,
                    cost.writeNs(),
                    cost.readNs());
            if (!warmUp) {
                size.speeds.add(speed / 1e6);
                size.ratios.add(100 * speed / netty);
                size.records.add(records / 1e6);
                size.ceilings.add(100 * cost.ceiling(netty) / netty);
                bare.add(netty / 1e6);
            }
        }
    }

    private static double bareNetty() throws InterruptedException {
        try (BareNetty netty = new BareNetty(FRAME_BYTES)) {
            Thread.sleep(MEASURE_MS / 4);
            return perSecond(netty::bytes);
        }
    }

    private static double perSecond(LongSupplier bytes) throws InterruptedException {
        long begin = System.nanoTime();
        long before = bytes.getAsLong();
        Thread.sleep(MEASURE_MS);
        return (bytes.getAsLong() - before) * 1e9 / (System.nanoTime() - begin);
    }

    private void report(List<Size> sizes) {
        System.out.println();
        line("bare netty", "MB/s", bare);
        for (Size size : sizes) {
            String name = size.name().toLowerCase(Locale.ROOT);
            System.out.println(name + ": {long, long, long, " + size.title + "}");
            line("  exchange", "MB/s", size.speeds);
            line("  records", "M/s", size.records);
            line("  ceiling: bare netty and codec on 2 processors", "%", size.ceilings);
            line("  RATIO to bare netty", "%", size.ratios);
        }
    }

    private static void line(String what, String unit, List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                "%-46s median %7.1f  min %7.1f  max %7.1f  %s%n",
                what, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1], unit);
    }
}
