package dev.weft.benchmarks.exchange;

import dev.weft.api.common.JobID;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Benchmark of the exchange between two processes, in bytes per second, compared with bare netty between the same
 * processes. Runs alternate, so that both see the same conditions. This is the producer's process; the consumer's is a
 * {@link FarExecutor}.
 */
public final class RemoteExchange implements AutoCloseable {

    private static final int FRAME_BYTES = 32 << 10;
    private static final long WARM_UP_MS = 1500;
    private static final long MEASURE_MS = 1500;
    private static final long CODEC_MS = 200;

    private final Map<Way, TaskEngine> engines = new EnumMap<>(Way.class);
    private final FarProcess far;
    private final List<Sample> bare = new ArrayList<>();
    private final Map<Load, Map<Way, List<Row>>> rows = new EnumMap<>(Load.class);
    private final Map<Load, CodecLoop.Cost> codecs = new EnumMap<>(Load.class);

    private record Row(Sample exchange, double netty) {
        double ratio() {
            return 100 * exchange.bytesPerSecond() / netty;
        }
    }

    private RemoteExchange() throws Exception {
        Secret secret = Secret.random();
        for (Way way : Way.values()) {
            engines.put(way, way.engine(secret));
        }
        far = new FarProcess(secret);
    }

    /** @param args how many runs, 5 if none is given; then names of loads, all if none is given */
    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        List<Load> loads = args.length > 1
                ? Arrays.stream(args)
                        .skip(1)
                        .map(s -> Load.valueOf(s.toUpperCase(Locale.ROOT)))
                        .toList()
                : List.of(Load.values());
        try (RemoteExchange benchmark = new RemoteExchange()) {
            for (int run = 0; run <= runs; run++) {
                benchmark.run(loads, run == 0);
            }
            benchmark.report(loads);
        }
        System.exit(0);
    }

    private void run(List<Load> loads, boolean warmUp) throws Exception {
        double before = bareNetty(warmUp);
        for (Load load : loads) {
            Map<Way, Sample> samples = new EnumMap<>(Way.class);
            for (Way way : Way.values()) {
                samples.put(way, exchange(load, way));
            }
            double after = bareNetty(warmUp);
            double netty = (before + after) / 2;
            before = after;
            if (!codecs.containsKey(load)) {
                CodecLoop<?> codec = load.codec();
                codec.run(CODEC_MS);
                codecs.put(load, codec.run(CODEC_MS));
            }
            for (Way way : Way.values()) {
                Row row = new Row(samples.get(way), netty);
                System.out.printf(
                        "%-7s %-7s %-7s %5.0f MB/s  %4.2f ns/B  %6.1f ns/record  bare netty %5.0f MB/s  ratio %3.0f %%%n",
                        warmUp ? "warm-up" : "",
                        load.label(),
                        way.label(),
                        row.exchange.bytesPerSecond() / 1e6,
                        row.exchange.nsPerByte(),
                        (double) row.exchange.times().totalNs() / row.exchange.records(),
                        netty / 1e6,
                        row.ratio());
                if (!warmUp) {
                    rows.computeIfAbsent(load, l -> new EnumMap<>(Way.class))
                            .computeIfAbsent(way, w -> new ArrayList<>())
                            .add(row);
                }
            }
        }
    }

    private Sample exchange(Load load, Way way) throws Exception {
        TaskEngine engine = engines.get(way);
        JobID id = new JobID();
        int farPort = Integer.parseInt(far.ask("port " + way));
        try (TwoTasks<?> job =
                load.tasks(id, List.of(TwoTasks.address(0, engine.dataPort()), TwoTasks.address(1, farPort)))) {
            job.startProducer(engine);
            far.ask("consume " + way + " " + load + " " + id.toHexString() + " " + engine.dataPort());
            Thread.sleep(WARM_UP_MS);
            Sample begin = Sample.take(far, "consumed");
            Thread.sleep(MEASURE_MS);
            Sample result = Sample.take(far, "consumed").since(begin);
            far.ask("stop");
            return result;
        }
    }

    @SuppressWarnings("try") // the writer writes on its own
    private double bareNetty(boolean warmUp) throws Exception {
        try (BareWriter writer = new BareWriter(FRAME_BYTES, Integer.parseInt(far.ask("read")))) {
            Thread.sleep(MEASURE_MS / 4);
            Sample begin = Sample.take(far, "readen");
            Thread.sleep(MEASURE_MS);
            Sample result = Sample.take(far, "readen").since(begin);
            if (!warmUp) {
                bare.add(result);
            }
            return result.bytesPerSecond();
        } finally {
            far.ask("stop");
        }
    }

    private void report(List<Load> loads) {
        System.out.printf("%nmedian, least and most of %d%n", bare.size());
        line(
                "bare netty",
                "MB/s",
                bare.stream().map(s -> s.bytesPerSecond() / 1e6).toList());
        line(
                "  processor time a byte",
                "ns",
                bare.stream().map(Sample::nsPerByte).toList());
        for (Load load : loads) {
            System.out.println(load.title());
            CodecLoop.Cost codec = codecs.get(load);
            System.out.printf(
                    "  source and serializer alone: write %.2f ns/B, read %.2f ns/B%n",
                    codec.writeNs(), codec.readNs());
            for (Map.Entry<Way, List<Row>> entry : rows.get(load).entrySet()) {
                List<Row> all = entry.getValue();
                String way = "  " + entry.getKey().label() + ": ";
                line(
                        way + "bytes",
                        "MB/s",
                        all.stream().map(r -> r.exchange.bytesPerSecond() / 1e6).toList());
                line(
                        way + "records",
                        "M/s",
                        all.stream()
                                .map(r -> r.exchange.recordsPerSecond() / 1e6)
                                .toList());
                line(
                        way + "processor time a byte",
                        "ns",
                        all.stream().map(r -> r.exchange.nsPerByte()).toList());
                line(
                        way + "RATIO to bare netty",
                        "%",
                        all.stream().map(Row::ratio).toList());
                threads(all);
            }
        }
    }

    /** Where the processor time went, by thread, over all runs. */
    private static void threads(List<Row> all) {
        Map<String, Long> ns = new TreeMap<>();
        Map<String, Long> switches = new TreeMap<>();
        all.forEach(row -> row.exchange.times().ns().forEach((name, time) -> ns.merge(name, time, Long::sum)));
        all.forEach(row -> row.exchange.times().switches().forEach((name, n) -> switches.merge(name, n, Long::sum)));
        double bytes = all.stream().mapToLong(row -> row.exchange.bytes()).sum();
        double seconds = all.stream().mapToLong(row -> row.exchange.nanos()).sum() / 1e9;
        ns.forEach((name, time) -> {
            if (time / bytes >= 0.005) {
                System.out.printf(
                        "      %-20s %5.3f ns/B  %7.0f switches/s%n", name, time / bytes, switches.get(name) / seconds);
            }
        });
    }

    private static void line(String what, String unit, List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                "%-36s %8.2f  (%.2f to %.2f) %s%n",
                what, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1], unit);
    }

    @Override
    public void close() {
        engines.values().forEach(TaskEngine::close);
        far.close();
    }
}
