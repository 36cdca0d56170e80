package dev.weft.benchmarks.compare;

import dev.weft.benchmarks.compare.Limits.Limit;
import dev.weft.benchmarks.compare.Report.Ratio;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats reports as Markdown tables, as in {@code docs/benchmarks.md}. */
final class MarkdownTable {

    /** How many times another contestant's speed is wanted; what is below is set in bold. */
    private static final Map<Contestant, Double> BARS =
            Map.of(Contestant.WEFT_BEFORE, 0.97, Contestant.FLINK, 2.0, Contestant.FLINK_TUNED, 1.3);

    private static final double MILLION = 1e6;

    private final PrintStream out;

    private MarkdownTable(PrintStream out) {
        this.out = out;
    }

    static void print(PrintStream out, Collection<String> machines, List<Report> reports) {
        new MarkdownTable(out).print(machines, reports);
    }

    private void print(Collection<String> machines, List<Report> reports) {
        machines.forEach(machine -> out.println("Machine: " + machine + "  "));
        out.println();
        reports.stream()
                .filter(report -> !report.valid())
                .forEach(report -> out.println("VOID, the checksums differ: " + name(report) + "\n"));
        List<Report> valid = reports.stream().filter(Report::valid).toList();
        List<Report> rates =
                valid.stream().filter(report -> !report.row().isLatency()).toList();
        List<Report> latencies =
                valid.stream().filter(report -> report.row().isLatency()).toList();
        List<Report> changes = valid.stream()
                .filter(report -> report.count(Contestant.WEFT_BEFORE) > 0)
                .toList();
        if (!changes.isEmpty()) {
            changes(changes);
        } else if (!rates.isEmpty()) {
            ratios(rates);
            rates(rates);
        }
        if (!latencies.isEmpty()) {
            latencies(latencies);
        }
        if (valid.stream().anyMatch(report -> report.disturbed() > 0)) {
            out.println("†: in so many runs other machines on the host took more than 2 % of the processors.\n");
        }
    }

    private void changes(List<Report> reports) {
        row("workload", "runs", "times before", "per CPU-second: times before", "M/s", "before", "M/CPU-s", "before");
        rule(8);
        for (Report report : reports) {
            List<String> cells = new ArrayList<>();
            cells.add(name(report));
            cells.add(runs(report));
            cells.add(times(report, Contestant.WEFT_BEFORE));
            cells.add(text(report.timesPerCpu(Contestant.WEFT_BEFORE)));
            for (ToDoubleFunction<Measured> rate :
                    List.<ToDoubleFunction<Measured>>of(Measured::perSecond, Measured::perCpuSecond)) {
                cells.add(median(report, Contestant.WEFT, run -> rate.applyAsDouble(run) / MILLION));
                cells.add(median(report, Contestant.WEFT_BEFORE, run -> rate.applyAsDouble(run) / MILLION));
            }
            row(cells.toArray(String[]::new));
        }
        out.println();
    }

    private void ratios(List<Report> reports) {
        row(
                "workload",
                "runs",
                "times Flink",
                "times Flink tuned",
                "per CPU-second: times Flink",
                "times Flink tuned",
                "of the limit");
        rule(7);
        for (Report report : reports) {
            row(
                    name(report),
                    runs(report),
                    times(report, Contestant.FLINK),
                    times(report, Contestant.FLINK_TUNED),
                    text(report.timesPerCpu(Contestant.FLINK)),
                    text(report.timesPerCpu(Contestant.FLINK_TUNED)),
                    ofLimits(report));
        }
        out.println();
    }

    private void rates(List<Report> reports) {
        row(
                "workload",
                "million",
                "M/s: Weft",
                "Flink",
                "tuned",
                "M/CPU-s: Weft",
                "Flink",
                "tuned",
                "peak MB: Weft",
                "Flink",
                "tuned",
                "limit, M/s",
                "the limit is");
        rule(13);
        for (Report report : reports) {
            List<String> cells = new ArrayList<>();
            cells.add(report.row().label());
            cells.add(significant(report.work().records() * report.row().unitsPerRecord() / MILLION) + " "
                    + report.row().unit());
            cells.addAll(three(report, run -> run.perSecond() / MILLION));
            cells.addAll(three(report, run -> run.perCpuSecond() / MILLION));
            cells.addAll(three(report, Measured::peakMb));
            cells.add(each(report, limit -> significant(limit.perSecond() / MILLION)));
            cells.add(each(report, Limit::what));
            row(cells.toArray(String[]::new));
        }
        out.println();
    }

    private void latencies(List<Report> reports) {
        row(
                "workload",
                "",
                "runs",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "p99.99 ms",
                "max ms",
                "M/s made",
                "M/CPU-s",
                "peak MB",
                "p99: Weft is times shorter");
        rule(12);
        for (Report report : reports) {
            for (Contestant contestant : Contestant.values()) {
                if (report.count(contestant) > 0) {
                    List<String> cells = new ArrayList<>();
                    cells.add(contestant == Contestant.WEFT ? name(report) : "");
                    cells.add(contestant.title());
                    cells.add(contestant == Contestant.WEFT ? runs(report) : "");
                    for (int i = 0; i < Delays.SHARES.size(); i++) {
                        int place = i;
                        cells.add(median(
                                report, contestant, run -> run.delays().ms().get(place)));
                    }
                    cells.add(median(report, contestant, run -> run.wholePerSecond() / MILLION));
                    cells.add(median(report, contestant, run -> run.perCpuSecond() / MILLION));
                    cells.add(median(report, contestant, Measured::peakMb));
                    cells.add(contestant == Contestant.WEFT ? "" : text(report.times(contestant)));
                    row(cells.toArray(String[]::new));
                }
            }
            for (Limit limit : report.limits()) {
                Stream<String> delays = limit.values().stream().map(MarkdownTable::significant);
                String share = report.ofLimit(limit)
                        .map(ratio -> String.format(Locale.ROOT, "limit / Weft: %.1f %%", 100 * ratio.median()))
                        .orElse("");
                row(Stream.of(Stream.of("", "limit: " + limit.what(), ""), delays, Stream.of("", "", "", share))
                        .flatMap(Function.identity())
                        .toArray(String[]::new));
            }
        }
        out.println();
    }

    private static String name(Report report) {
        return report.work().title();
    }

    private static String runs(Report report) {
        return report.count(Contestant.WEFT) + (report.disturbed() == 0 ? "" : " †" + report.disturbed());
    }

    private static String times(Report report, Contestant peer) {
        return report.times(peer)
                .map(ratio -> ratio.median() < BARS.get(peer) ? "**" + ratio.text() + "**" : ratio.text())
                .orElse("");
    }

    private static String text(Optional<Ratio> ratio) {
        return ratio.map(Ratio::text).orElse("");
    }

    private static String ofLimits(Report report) {
        return each(
                report,
                limit -> report.ofLimit(limit)
                        .map(ratio -> significant(100 * ratio.median()) + " %")
                        .orElse(""));
    }

    private static String each(Report report, Function<Limit, String> text) {
        return report.limits().stream().map(text).collect(Collectors.joining("; "));
    }

    private static List<String> three(Report report, ToDoubleFunction<Measured> value) {
        return Stream.of(Contestant.WEFT, Contestant.FLINK, Contestant.FLINK_TUNED)
                .map(contestant -> median(report, contestant, value))
                .toList();
    }

    private static String median(Report report, Contestant contestant, ToDoubleFunction<Measured> value) {
        return report.median(contestant, value).map(MarkdownTable::significant).orElse("");
    }

    /** Three digits, or all of the whole number. */
    private static String significant(double value) {
        int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.max(value, 1e-3))));
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private void row(String... cells) {
        out.println("| " + String.join(" | ", cells) + " |");
    }

    private void rule(int columns) {
        row(Collections.nCopies(columns, "---").toArray(String[]::new));
    }
}
