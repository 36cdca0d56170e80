package dev.weft.benchmarks.compare;

import dev.weft.engine.common.json.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** What the runs of one workload say. Without equal checksums it says nothing. */
final class Report {

    private final Row row;
    private final long records;
    private final Map<Contestant, List<Measured>> measured;
    private final double limitPerSecond;
    private final boolean valid;

    /** Ratios of Weft to a peer, run by run. */
    private record Ratio(double median, double min, double max) {
        static String text(Ratio ratio) {
            return ratio == null
                    ? ""
                    : String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", ratio.median, ratio.min, ratio.max);
        }

        Json json() {
            return Json.object()
                    .put("median", median)
                    .put("min", min)
                    .put("max", max)
                    .build();
        }
    }

    Report(Row row, long records, Map<Contestant, List<Measured>> measured, double limitPerSecond) {
        this.row = row;
        this.records = records;
        this.measured = measured;
        this.limitPerSecond = limitPerSecond;
        List<Measured> all = measured.values().stream().flatMap(List::stream).toList();
        this.valid = all.stream().allMatch(one -> one.sameWork(all.get(0)));
    }

    void print(PrintStream out) {
        if (row.isLatency()) {
            printLatency(out);
        } else {
            printRates(out);
        }
    }

    private void printLatency(PrintStream out) {
        out.printf(Locale.ROOT, "%s: %s, %,d records%n", row.label(), row.title(), records);
        if (!valid) {
            out.println("VOID: the checksums differ");
            return;
        }
        out.printf(
                "%-12s %10s %10s %10s %10s %10s   %s%n",
                "", "p50 ms", "p99 ms", "p99.9 ms", "p99.99 ms", "max ms", "M/s made, M/CPU-s");
        measured.forEach((contestant, runs) -> {
            double[] ms = new double[Delays.SHARES.size()];
            for (int i = 0; i < ms.length; i++) {
                double share = Delays.SHARES.get(i);
                ms[i] = median(runs, run -> run.delays().ms(share));
            }
            out.printf(
                    Locale.ROOT,
                    "%-12s %10.2f %10.2f %10.2f %10.2f %10.2f   %.3f, %.3f%n",
                    contestant.title(),
                    ms[0],
                    ms[1],
                    ms[2],
                    ms[3],
                    ms[4],
                    median(runs, Measured::wholePerSecond) / 1e6,
                    median(runs, Measured::perCpuSecond) / 1e6);
        });
    }

    private void printRates(PrintStream out) {
        out.printf(Locale.ROOT, "%s: %s, %,d records%n", row.label(), row.title(), records);
        if (!valid) {
            out.println("VOID: the checksums differ");
            return;
        }
        out.printf(
                "%-12s %14s %14s %9s %22s %24s%n",
                "", "M " + row.unit() + "/s", "M/CPU-s", "peak MB", "Weft is x times", "x times per CPU-s");
        measured.forEach((contestant, runs) -> {
            out.printf(
                    Locale.ROOT,
                    "%-12s %14.2f %14.2f %9d %22s %24s%n",
                    contestant.title(),
                    median(runs, Measured::perSecond) / 1e6,
                    median(runs, Measured::perCpuSecond) / 1e6,
                    (long) median(runs, Measured::peakMb),
                    Ratio.text(ratios(this::times).get(contestant)),
                    Ratio.text(ratios(Report::timesPerCpu).get(contestant)));
        });
        if (limitPerSecond > 0) {
            out.printf(Locale.ROOT, "%-12s %14.2f   %s%n", "limit", limitPerSecond / 1e6, Limits.meaning(row));
        }
    }

    private Map<Contestant, Ratio> ratios(ToDoubleBiFunction<Measured, Measured> times) {
        Map<Contestant, Ratio> ratios = new EnumMap<>(Contestant.class);
        List<Measured> ours = measured.getOrDefault(Contestant.WEFT, List.of());
        measured.forEach((contestant, theirs) -> {
            if (contestant != Contestant.WEFT && !ours.isEmpty()) {
                List<Double> each = new ArrayList<>();
                for (int i = 0; i < theirs.size(); i++) {
                    each.add(times.applyAsDouble(ours.get(i), theirs.get(i)));
                }
                each.sort(null);
                ratios.put(contestant, new Ratio(each.get(each.size() / 2), each.get(0), each.get(each.size() - 1)));
            }
        });
        return ratios;
    }

    /** How many times better ours is: faster, or the 99th percentile shorter. */
    private double times(Measured ours, Measured theirs) {
        return row.isLatency()
                ? theirs.delays().ms(0.99) / ours.delays().ms(0.99)
                : ours.perSecond() / theirs.perSecond();
    }

    private static double timesPerCpu(Measured ours, Measured theirs) {
        return ours.perCpuSecond() / theirs.perCpuSecond();
    }

    private static double median(List<Measured> runs, ToDoubleFunction<Measured> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    Json json() {
        Json.Builder runs = Json.object();
        measured.forEach((contestant, of) -> runs.put(key(contestant), Json.array(of, Measured::json)));
        Json.Builder ratios = Json.object();
        ratios(this::times).forEach((contestant, ratio) -> ratios.put(key(contestant), ratio.json()));
        Json.Builder cpuRatios = Json.object();
        ratios(Report::timesPerCpu).forEach((contestant, ratio) -> cpuRatios.put(key(contestant), ratio.json()));
        return Json.object()
                .put("workload", row.label())
                .put("title", row.title())
                .put("records", records)
                .put("unit", row.unit())
                .put("valid", valid)
                .put("limitPerSecond", Math.round(limitPerSecond))
                .put("runs", runs.build())
                .put("ratio", ratios.build())
                .put("cpuRatio", cpuRatios.build())
                .build();
    }

    private static String key(Contestant contestant) {
        return contestant.name().toLowerCase(Locale.ROOT);
    }
}
